package dev.collimate.math;

/** Checks the arguments of {@link Blas#gemm} and hands them to the routine of their precision. */
abstract class ShapedBlas implements Blas {
    private final String description;

    ShapedBlas(String description) {
        this.description = description;
    }

    /** The form of a product: op(A) is m x k, op(B) is k x n. */
    record Form(boolean transposeA, boolean transposeB, int m, int n, int k) {}

    /** See {@link Blas#gemm}; shapes are checked, and no dimension is 0. */
    abstract void sgemm(Form form, float alpha, FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c);

    /** See {@link Blas#gemm}; shapes are checked, and no dimension is 0. */
    abstract void dgemm(Form form, double alpha, DoubleMatrix a, DoubleMatrix b, double beta, DoubleMatrix c);

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final void gemm(
            boolean transposeA, boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int m = c.rows();
        int n = c.columns();
        int k = transposeA ? a.rows() : a.columns();
        c.requireShape(a, transposeA ? k : m, transposeA ? m : k);
        c.requireShape(b, transposeB ? n : k, transposeB ? k : n);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            throw new IllegalArgumentException("the inner dimension of a product must be at least 1, but was 0");
        }
        Form form = new Form(transposeA, transposeB, m, n, k);
        if (c instanceof FloatMatrix floats) {
            sgemm(form, (float) alpha, (FloatMatrix) a, (FloatMatrix) b, (float) beta, floats);
        } else {
            dgemm(form, alpha, (DoubleMatrix) a, (DoubleMatrix) b, beta, (DoubleMatrix) c);
        }
    }
}
