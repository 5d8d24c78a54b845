package dev.collimate.benchmark;

import dev.collimate.math.Blas;
import java.io.Serializable;

/** The shape of a matrix product, as {@link Blas#gemm} is asked for it: op(A) is m x k, op(B) is k x n. */
public record GemmShape(boolean transposeA, boolean transposeB, int m, int n, int k) implements Serializable {
    /** Floating-point operations: one multiplication and one addition for each of m * n * k terms. */
    public double operations() {
        return 2.0 * m * n * k;
    }
}
