package dev.collimate.math;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * {@link Blas} by JavaCPP's front of OpenBLAS, which every platform has, but which copies arrays on their way in and out.
 */
final class JavaCppBlas extends CheckedBlas {
    JavaCppBlas(String description) {
        super(description);
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
        cblas_sgemm(
                CblasRowMajor,
                operation(transposeA),
                operation(transposeB),
                c.rows(),
                c.columns(),
                inner(transposeA, a),
                alpha,
                buffer(a),
                a.columns(),
                buffer(b),
                b.columns(),
                beta,
                buffer(c),
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
        cblas_dgemm(
                CblasRowMajor,
                operation(transposeA),
                operation(transposeB),
                c.rows(),
                c.columns(),
                inner(transposeA, a),
                alpha,
                buffer(a),
                a.columns(),
                buffer(b),
                b.columns(),
                beta,
                buffer(c),
                c.columns());
    }

    @Override
    void dsyrk(DoubleMatrix a, DoubleMatrix c) {
        cblas_dsyrk(
                CblasRowMajor,
                CblasLower,
                CblasTrans,
                c.rows(),
                a.rows(),
                1,
                buffer(a),
                a.columns(),
                1,
                buffer(c),
                c.columns());
    }

    private static FloatBuffer buffer(FloatMatrix matrix) {
        return FloatBuffer.wrap(matrix.data(), matrix.offset(), matrix.size());
    }

    private static DoubleBuffer buffer(DoubleMatrix matrix) {
        return DoubleBuffer.wrap(matrix.data(), matrix.offset(), matrix.size());
    }

    private static int operation(boolean transpose) {
        return transpose ? CblasTrans : CblasNoTrans;
    }
}
