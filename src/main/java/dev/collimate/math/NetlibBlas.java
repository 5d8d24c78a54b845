package dev.collimate.math;

import dev.ludovic.netlib.blas.BLAS;

/**
 * {@link Blas} by way of netlib. A row-major matrix is the transpose of the column-major matrix in the same array, so
 * C = A * B is asked for as C' = B' * A'. Arrays are handed over as they are, without a copy.
 */
final class NetlibBlas extends CheckedBlas {
    /** A multiple of the rows that any kernel of OpenBLAS works on together: slices have the bits of the whole. */
    private static final int SLICE = 192;

    private final BLAS blas;
    private final boolean isNative;
    private final long most;

    private NetlibBlas(BLAS blas, String description, boolean isNative, long most) {
        super(description);
        this.blas = blas;
        this.isNative = isNative;
        this.most = most;
    }

    /** A front that runs in Java. */
    static NetlibBlas inJava(BLAS blas, String description) {
        return new NetlibBlas(blas, description, false, Long.MAX_VALUE);
    }

    /**
     * A native front, which holds the arrays of a call.
     *
     * @param most multiplications in a call, as far as slices of rows can be that short
     */
    static NetlibBlas ofNative(BLAS blas, String description, long most) {
        return new NetlibBlas(blas, description, true, most);
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
        if (isOneRow(c)) {
            sgemv(operation(transposeB), alpha, a, b, beta, c);
            return;
        }
        int inner = inner(transposeA, a);
        int until;
        for (int from = 0; from < c.rows(); from = until) {
            until = sliceEnd(from, inner, c);
            blas.sgemm(
                    operation(transposeB),
                    operation(transposeA),
                    c.columns(),
                    until - from,
                    inner,
                    alpha,
                    b.data(),
                    b.offset(),
                    b.columns(),
                    a.data(),
                    transposeA ? a.offset() + from : a.rowOffset(from),
                    a.columns(),
                    beta,
                    c.data(),
                    c.rowOffset(from),
                    c.columns());
        }
    }

    private void sgemv(String op, float alpha, FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c) {
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
        if (isOneRow(c)) {
            dgemv(operation(transposeB), alpha, a, b, beta, c);
            return;
        }
        int inner = inner(transposeA, a);
        int until;
        for (int from = 0; from < c.rows(); from = until) {
            until = sliceEnd(from, inner, c);
            blas.dgemm(
                    operation(transposeB),
                    operation(transposeA),
                    c.columns(),
                    until - from,
                    inner,
                    alpha,
                    b.data(),
                    b.offset(),
                    b.columns(),
                    a.data(),
                    transposeA ? a.offset() + from : a.rowOffset(from),
                    a.columns(),
                    beta,
                    c.data(),
                    c.rowOffset(from),
                    c.columns());
        }
    }

    private void dgemv(String op, double alpha, DoubleMatrix a, DoubleMatrix b, double beta, DoubleMatrix c) {
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
    }

    /** Of netlib's fronts the native one alone has a fast routine. */
    @Override
    void dsyrk(DoubleMatrix a, DoubleMatrix c) {
        if (!isNative) {
            super.dsyrk(a, c);
            return;
        }
        int n = a.columns();
        int step = (int) Math.max(SLICE, Math.min(a.rows(), most / n / n));
        for (int from = 0; from < a.rows(); from += step) {
            int rows = Math.min(step, a.rows() - from);
            // The row-major lower triangle is BLAS's column-major upper one.
            blas.dsyrk("U", "N", n, rows, 1, a.data(), a.rowOffset(from), n, 1, c.data(), c.offset(), n);
        }
    }

    /** Of rows of C from {@code from} on; the last slice takes in what would be less than one. */
    private int sliceEnd(int from, int inner, Matrix c) {
        long slices = Math.min(c.rows(), most / SLICE / ((long) inner * c.columns()));
        long rows = SLICE * Math.max(1, slices);
        return c.rows() - from < rows + SLICE ? c.rows() : from + (int) rows;
    }

    /** Whichever way a is turned then, its elements are a run: gemv sweeps b once, far faster where gemm is Java. */
    private static boolean isOneRow(Matrix c) {
        return c.rows() == 1;
    }

    private static String operation(boolean transpose) {
        return transpose ? "T" : "N";
    }
}
