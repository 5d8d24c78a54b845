package dev.collimate.math;

/**
 * The sums over two vectors that angles are made of, and the vector that their gradients point along. All sums are in
 * double, in four interleaved parts that are added in a fixed order: the order depends on the length alone.
 */
final class VectorKernels {
    private VectorKernels() {}

    /** Writes a.a, b.b and a.b to {@code sums[0..2]}. */
    static void products(float[] a, int aOffset, float[] b, int bOffset, int length, double[] sums) {
        double aa0 = 0;
        double aa1 = 0;
        double bb0 = 0;
        double bb1 = 0;
        double ab0 = 0;
        double ab1 = 0;
        double aa2 = 0;
        double aa3 = 0;
        double bb2 = 0;
        double bb3 = 0;
        double ab2 = 0;
        double ab3 = 0;
        int i = 0;
        for (; i < length - 3; i += 4) {
            double a0 = a[aOffset + i];
            double b0 = b[bOffset + i];
            aa0 += a0 * a0;
            bb0 += b0 * b0;
            ab0 += a0 * b0;
            double a1 = a[aOffset + i + 1];
            double b1 = b[bOffset + i + 1];
            aa1 += a1 * a1;
            bb1 += b1 * b1;
            ab1 += a1 * b1;
            double a2 = a[aOffset + i + 2];
            double b2 = b[bOffset + i + 2];
            aa2 += a2 * a2;
            bb2 += b2 * b2;
            ab2 += a2 * b2;
            double a3 = a[aOffset + i + 3];
            double b3 = b[bOffset + i + 3];
            aa3 += a3 * a3;
            bb3 += b3 * b3;
            ab3 += a3 * b3;
        }
        for (; i < length; i++) {
            double a0 = a[aOffset + i];
            double b0 = b[bOffset + i];
            aa0 += a0 * a0;
            bb0 += b0 * b0;
            ab0 += a0 * b0;
        }
        sums[0] = (aa0 + aa1) + (aa2 + aa3);
        sums[1] = (bb0 + bb1) + (bb2 + bb3);
        sums[2] = (ab0 + ab1) + (ab2 + ab3);
    }

    /** |alpha * a + beta * b|^2. */
    static double squaredNorm(double alpha, float[] a, int aOffset, double beta, float[] b, int bOffset, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i < length - 3; i += 4) {
            double e0 = alpha * a[aOffset + i] + beta * b[bOffset + i];
            double e1 = alpha * a[aOffset + i + 1] + beta * b[bOffset + i + 1];
            double e2 = alpha * a[aOffset + i + 2] + beta * b[bOffset + i + 2];
            double e3 = alpha * a[aOffset + i + 3] + beta * b[bOffset + i + 3];
            sum0 += e0 * e0;
            sum1 += e1 * e1;
            sum2 += e2 * e2;
            sum3 += e3 * e3;
        }
        for (; i < length; i++) {
            double e0 = alpha * a[aOffset + i] + beta * b[bOffset + i];
            sum0 += e0 * e0;
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /** target := scale * ((alpha * a + beta * b) - shrink * (alpha * a)); target may be a. */
    static void combine(
            double scale,
            double shrink,
            double alpha,
            float[] a,
            int aOffset,
            double beta,
            float[] b,
            int bOffset,
            float[] target,
            int targetOffset,
            int length) {
        for (int i = 0; i < length; i++) {
            double unit = alpha * a[aOffset + i];
            target[targetOffset + i] = (float) (scale * ((unit + beta * b[bOffset + i]) - shrink * unit));
        }
    }

    /** Writes a.a, b.b and a.b to {@code sums[0..2]}. */
    static void products(double[] a, int aOffset, double[] b, int bOffset, int length, double[] sums) {
        double aa0 = 0;
        double aa1 = 0;
        double bb0 = 0;
        double bb1 = 0;
        double ab0 = 0;
        double ab1 = 0;
        double aa2 = 0;
        double aa3 = 0;
        double bb2 = 0;
        double bb3 = 0;
        double ab2 = 0;
        double ab3 = 0;
        int i = 0;
        for (; i < length - 3; i += 4) {
            double a0 = a[aOffset + i];
            double b0 = b[bOffset + i];
            aa0 += a0 * a0;
            bb0 += b0 * b0;
            ab0 += a0 * b0;
            double a1 = a[aOffset + i + 1];
            double b1 = b[bOffset + i + 1];
            aa1 += a1 * a1;
            bb1 += b1 * b1;
            ab1 += a1 * b1;
            double a2 = a[aOffset + i + 2];
            double b2 = b[bOffset + i + 2];
            aa2 += a2 * a2;
            bb2 += b2 * b2;
            ab2 += a2 * b2;
            double a3 = a[aOffset + i + 3];
            double b3 = b[bOffset + i + 3];
            aa3 += a3 * a3;
            bb3 += b3 * b3;
            ab3 += a3 * b3;
        }
        for (; i < length; i++) {
            double a0 = a[aOffset + i];
            double b0 = b[bOffset + i];
            aa0 += a0 * a0;
            bb0 += b0 * b0;
            ab0 += a0 * b0;
        }
        sums[0] = (aa0 + aa1) + (aa2 + aa3);
        sums[1] = (bb0 + bb1) + (bb2 + bb3);
        sums[2] = (ab0 + ab1) + (ab2 + ab3);
    }

    /** |alpha * a + beta * b|^2. */
    static double squaredNorm(double alpha, double[] a, int aOffset, double beta, double[] b, int bOffset, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i < length - 3; i += 4) {
            double e0 = alpha * a[aOffset + i] + beta * b[bOffset + i];
            double e1 = alpha * a[aOffset + i + 1] + beta * b[bOffset + i + 1];
            double e2 = alpha * a[aOffset + i + 2] + beta * b[bOffset + i + 2];
            double e3 = alpha * a[aOffset + i + 3] + beta * b[bOffset + i + 3];
            sum0 += e0 * e0;
            sum1 += e1 * e1;
            sum2 += e2 * e2;
            sum3 += e3 * e3;
        }
        for (; i < length; i++) {
            double e0 = alpha * a[aOffset + i] + beta * b[bOffset + i];
            sum0 += e0 * e0;
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /** target := scale * ((alpha * a + beta * b) - shrink * (alpha * a)); target may be a. */
    static void combine(
            double scale,
            double shrink,
            double alpha,
            double[] a,
            int aOffset,
            double beta,
            double[] b,
            int bOffset,
            double[] target,
            int targetOffset,
            int length) {
        for (int i = 0; i < length; i++) {
            double unit = alpha * a[aOffset + i];
            target[targetOffset + i] = (scale * ((unit + beta * b[bOffset + i]) - shrink * unit));
        }
    }
}
