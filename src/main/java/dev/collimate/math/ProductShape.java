package dev.collimate.math;

import java.io.Serializable;

/**
 * What {@link Blas#gemm} was asked for, but for the numbers: op(A) is m x k, op(B) is k x n.
 *
 * @param accumulates whether C is added to, not overwritten
 */
public record ProductShape(boolean transposeA, boolean transposeB, int m, int n, int k, boolean accumulates)
        implements Serializable {
    /** Floating-point operations: one multiplication and one addition for each of m * n * k terms. */
    public double operations() {
        return 2.0 * m * n * k;
    }
}
