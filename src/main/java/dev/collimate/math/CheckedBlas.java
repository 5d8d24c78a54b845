package dev.collimate.math;

/** Checks the arguments of {@link Blas#gemm} and hands them to the routine of their precision. */
abstract class CheckedBlas implements Blas {
    private final String description;

    CheckedBlas(String description) {
        this.description = description;
    }

    /** See {@link Blas#gemm}; shapes are checked, and no dimension is 0. */
    abstract void sgemm(
            boolean transposeA,
            boolean transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c);

    /** See {@link Blas#gemm}; shapes are checked, and no dimension is 0. */
    abstract void dgemm(
            boolean transposeA,
            boolean transposeB,
            double alpha,
            DoubleMatrix a,
            DoubleMatrix b,
            double beta,
            DoubleMatrix c);

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final void gemm(
            boolean transposeA, boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int m = c.rows();
        int n = c.columns();
        int k = inner(transposeA, a);
        c.requireShape(a, transposeA ? k : m, transposeA ? m : k);
        c.requireShape(b, transposeB ? n : k, transposeB ? k : n);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            throw new IllegalArgumentException("the inner dimension of a product must be at least 1, but was 0");
        }
        if (c instanceof FloatMatrix floats) {
            sgemm(transposeA, transposeB, (float) alpha, (FloatMatrix) a, (FloatMatrix) b, (float) beta, floats);
        } else {
            dgemm(transposeA, transposeB, alpha, (DoubleMatrix) a, (DoubleMatrix) b, beta, (DoubleMatrix) c);
        }
    }

    /** See {@link Blas#addSquare}; shapes are checked, and no dimension is 0. All of the product, where nothing does less. */
    void dsyrk(DoubleMatrix a, DoubleMatrix c) {
        dgemm(true, false, 1, a, a, 1, c);
    }

    @Override
    public final void addSquare(DoubleMatrix a, DoubleMatrix c) {
        c.requireShape(a.columns(), a.columns());
        if (a.rows() > 0 && a.columns() > 0) {
            dsyrk(a, c);
        }
    }

    /** The number of columns of op(A). */
    static int inner(boolean transposeA, Matrix a) {
        return transposeA ? a.rows() : a.columns();
    }
}
