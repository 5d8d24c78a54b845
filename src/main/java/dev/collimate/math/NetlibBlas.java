package dev.collimate.math;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;

/**
 * {@link Blas} by way of netlib. A row-major matrix is the transpose of the column-major matrix in the same array, so
 * C = A * B is asked for as C' = B' * A'. Arrays are handed over as they are, without a copy.
 */
final class NetlibBlas implements Blas {
    private final BLAS blas;
    private final String description;

    NetlibBlas(BLAS blas, String description) {
        this.blas = blas;
        this.description = description;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean isNative() {
        return blas instanceof NativeBLAS;
    }

    @Override
    public void gemm(boolean transposeA, boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int m = c.rows();
        int n = c.columns();
        int k = transposeA ? a.rows() : a.columns();
        a.requireShape(a, transposeA ? k : m, transposeA ? m : k);
        a.requireShape(b, transposeB ? n : k, transposeB ? k : n);
        a.requireShape(c, m, n);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            throw new IllegalArgumentException("the inner dimension of a product must be at least 1, but was 0");
        }
        if (m == 1) {
            productOfOneRow(transposeB, alpha, a, b, beta, c);
        } else {
            product(transposeA, transposeB, alpha, a, b, beta, c);
        }
    }

    private void product(
            boolean transposeA, boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int m = c.rows();
        int n = c.columns();
        int k = transposeA ? a.rows() : a.columns();
        String opB = transposeB ? "T" : "N";
        String opA = transposeA ? "T" : "N";
        if (a instanceof FloatMatrix fa && b instanceof FloatMatrix fb && c instanceof FloatMatrix fc) {
            blas.sgemm(
                    opB,
                    opA,
                    n,
                    m,
                    k,
                    (float) alpha,
                    fb.data(),
                    fb.offset(),
                    fb.columns(),
                    fa.data(),
                    fa.offset(),
                    fa.columns(),
                    (float) beta,
                    fc.data(),
                    fc.offset(),
                    n);
        } else if (a instanceof DoubleMatrix da && b instanceof DoubleMatrix db && c instanceof DoubleMatrix dc) {
            blas.dgemm(
                    opB,
                    opA,
                    n,
                    m,
                    k,
                    alpha,
                    db.data(),
                    db.offset(),
                    db.columns(),
                    da.data(),
                    da.offset(),
                    da.columns(),
                    beta,
                    dc.data(),
                    dc.offset(),
                    n);
        }
    }

    /** Whichever way a is turned, its elements are a run: gemv sweeps b once, and is far faster where gemm is Java. */
    private void productOfOneRow(boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        String op = transposeB ? "T" : "N";
        int rows = b.columns();
        int columns = b.rows();
        if (a instanceof FloatMatrix fa && b instanceof FloatMatrix fb && c instanceof FloatMatrix fc) {
            blas.sgemv(
                    op,
                    rows,
                    columns,
                    (float) alpha,
                    fb.data(),
                    fb.offset(),
                    rows,
                    fa.data(),
                    fa.offset(),
                    1,
                    (float) beta,
                    fc.data(),
                    fc.offset(),
                    1);
        } else if (a instanceof DoubleMatrix da && b instanceof DoubleMatrix db && c instanceof DoubleMatrix dc) {
            blas.dgemv(
                    op,
                    rows,
                    columns,
                    alpha,
                    db.data(),
                    db.offset(),
                    rows,
                    da.data(),
                    da.offset(),
                    1,
                    beta,
                    dc.data(),
                    dc.offset(),
                    1);
        }
    }
}
