package dev.collimate.math;

import dev.ludovic.netlib.blas.BLAS;

/**
 * {@link Blas} by way of netlib. A row-major matrix is the transpose of the column-major matrix in the same array, so
 * C = A * B is asked for as C' = B' * A'. Arrays are handed over as they are, without a copy.
 */
final class NetlibBlas extends CheckedBlas {
    private final BLAS blas;

    NetlibBlas(BLAS blas, String description) {
        super(description);
        this.blas = blas;
    }

    @Override
    void sgemm(
            boolean transposeA,
            boolean transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        String op = operation(transposeB);
        if (isOneRow(c)) {
            blas.sgemv(
                    op,
                    b.columns(),
                    b.rows(),
                    alpha,
                    b.data(),
                    b.offset(),
                    b.columns(),
                    a.data(),
                    a.offset(),
                    1,
                    beta,
                    c.data(),
                    c.offset(),
                    1);
            return;
        }
        blas.sgemm(
                op,
                operation(transposeA),
                c.columns(),
                c.rows(),
                inner(transposeA, a),
                alpha,
                b.data(),
                b.offset(),
                b.columns(),
                a.data(),
                a.offset(),
                a.columns(),
                beta,
                c.data(),
                c.offset(),
                c.columns());
    }

    @Override
    void dgemm(
            boolean transposeA,
            boolean transposeB,
            double alpha,
            DoubleMatrix a,
            DoubleMatrix b,
            double beta,
            DoubleMatrix c) {
        String op = operation(transposeB);
        if (isOneRow(c)) {
            blas.dgemv(
                    op,
                    b.columns(),
                    b.rows(),
                    alpha,
                    b.data(),
                    b.offset(),
                    b.columns(),
                    a.data(),
                    a.offset(),
                    1,
                    beta,
                    c.data(),
                    c.offset(),
                    1);
            return;
        }
        blas.dgemm(
                op,
                operation(transposeA),
                c.columns(),
                c.rows(),
                inner(transposeA, a),
                alpha,
                b.data(),
                b.offset(),
                b.columns(),
                a.data(),
                a.offset(),
                a.columns(),
                beta,
                c.data(),
                c.offset(),
                c.columns());
    }

    /** Whichever way a is turned then, its elements are a run: gemv sweeps b once, far faster where gemm is Java. */
    private static boolean isOneRow(Matrix c) {
        return c.rows() == 1;
    }

    private static String operation(boolean transpose) {
        return transpose ? "T" : "N";
    }
}
