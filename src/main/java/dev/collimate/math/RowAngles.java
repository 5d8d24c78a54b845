package dev.collimate.math;

/**
 * The angle between a row of one matrix and the same row of another, and the direction in which it changes. Holds the
 * state of one row at a time, so that one sweep serves value and gradient; made once per block or task. Not safe for
 * several threads.
 *
 * <p>With unit vectors a and b, 1 - cos is half the squared chord |a - b|^2, and 1 + cos half of |a + b|^2 (Kahan). The
 * shorter of the two is summed, the other follows: neither loses digits near 0 or 180 degrees.
 */
public final class RowAngles {
    /** Sums of squares between these bounds lost nothing to overflow or underflow. */
    private static final double SAFE_LEAST = 0x1p-900;

    private static final double SAFE_MOST = 0x1p900;

    private final double[] sums = new double[3];
    private double inverseNormA;
    private double inverseNormB;
    private double oneMinusCosine;
    private double onePlusCosine;
    private boolean directed;

    /**
     * Moves to {@code row} of both matrices, which have the same number of columns and the same precision.
     *
     * @return whether both vectors have a direction: one that is zero, or so short that the reciprocal of its norm is
     *     not a finite number of its precision, has none
     */
    public boolean moveTo(Matrix a, Matrix b, int row) {
        if (a instanceof FloatMatrix fa && b instanceof FloatMatrix fb) {
            moveTo(fa.data(), fa.rowOffset(row), fb.data(), fb.rowOffset(row), a.columns());
        } else {
            moveTo(
                    ((DoubleMatrix) a).data(),
                    a.rowOffset(row),
                    ((DoubleMatrix) b).data(),
                    b.rowOffset(row),
                    a.columns());
        }
        return directed;
    }

    void moveTo(float[] a, int aOffset, float[] b, int bOffset, int length) {
        VectorKernels.products(a, aOffset, b, bOffset, length, sums);
        if (begin(Math.sqrt(sums[0]), Math.sqrt(sums[1]), Float.MIN_NORMAL)) {
            boolean acute = sums[2] >= 0;
            double squares = VectorKernels.squaredNorm(
                    inverseNormA, a, aOffset, acute ? -inverseNormB : inverseNormB, b, bOffset, length);
            finish(acute, squares);
        }
    }

    void moveTo(double[] a, int aOffset, double[] b, int bOffset, int length) {
        VectorKernels.products(a, aOffset, b, bOffset, length, sums);
        if (isSafe(sums[0]) && isSafe(sums[1])) {
            begin(Math.sqrt(sums[0]), Math.sqrt(sums[1]), Double.MIN_NORMAL);
        } else {
            double scaleA = scale(a, aOffset, length);
            double scaleB = scale(b, bOffset, length);
            scaledProducts(scaleA, a, aOffset, scaleB, b, bOffset, length);
            begin(Math.sqrt(sums[0]) / scaleA, Math.sqrt(sums[1]) / scaleB, Double.MIN_NORMAL);
        }
        if (directed) {
            boolean acute = sums[2] >= 0;
            double squares = VectorKernels.squaredNorm(
                    inverseNormA, a, aOffset, acute ? -inverseNormB : inverseNormB, b, bOffset, length);
            finish(acute, squares);
        }
    }

    private boolean begin(double normA, double normB, double least) {
        directed = normA >= least && normB >= least;
        inverseNormA = 1 / normA;
        inverseNormB = 1 / normB;
        if (!directed) {
            oneMinusCosine = 1;
            onePlusCosine = 1;
        }
        return directed;
    }

    private void finish(boolean acute, double squares) {
        double shorter = Math.min(1, squares / 2);
        oneMinusCosine = acute ? shorter : 2 - shorter;
        onePlusCosine = acute ? 2 - shorter : shorter;
    }

    /** 1 - cos, in [0, 2]; 1 where there is no direction. */
    public double oneMinusCosine() {
        return oneMinusCosine;
    }

    /** 1 + cos, in [0, 2]; 1 where there is no direction. */
    public double onePlusCosine() {
        return onePlusCosine;
    }

    /** In [-1, 1]; 0 where there is no direction. */
    public double cosine() {
        return oneMinusCosine <= 1 ? 1 - oneMinusCosine : onePlusCosine - 1;
    }

    /** In radians, in [0, pi]; pi / 2 where there is no direction. */
    public double angle() {
        return 2 * Math.atan2(Math.sqrt(oneMinusCosine), Math.sqrt(onePlusCosine));
    }

    /**
     * Overwrites {@code row} of {@code target} with factor * d(cos)/da for the row moved to last: a multiple of the
     * component of b that is orthogonal to a. Zero where there is no direction and at exactly 0 and 180 degrees.
     *
     * @param target may be {@code a} itself
     */
    public void writeGradient(double factor, Matrix a, Matrix b, int row, Matrix target) {
        boolean acute = oneMinusCosine <= onePlusCosine;
        boolean stationary = !directed || oneMinusCosine == 0 || onePlusCosine == 0;
        double most = a.precision() == Precision.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
        // b - cos * a for unit vectors, from their difference or sum: nothing cancels at either end.
        double scale = stationary ? 0 : clamp((acute ? -factor : factor) * inverseNormA, most);
        double shrink = acute ? oneMinusCosine : onePlusCosine;
        double signedInverseNormB = acute ? -inverseNormB : inverseNormB;
        if (scale == 0) {
            target.rowRange(row, row + 1).clear();
        } else if (a instanceof FloatMatrix fa && b instanceof FloatMatrix fb && target instanceof FloatMatrix ft) {
            VectorKernels.combine(
                    scale,
                    shrink,
                    inverseNormA,
                    fa.data(),
                    fa.rowOffset(row),
                    signedInverseNormB,
                    fb.data(),
                    fb.rowOffset(row),
                    ft.data(),
                    ft.rowOffset(row),
                    a.columns());
        } else {
            VectorKernels.combine(
                    scale,
                    shrink,
                    inverseNormA,
                    ((DoubleMatrix) a).data(),
                    a.rowOffset(row),
                    signedInverseNormB,
                    ((DoubleMatrix) b).data(),
                    b.rowOffset(row),
                    ((DoubleMatrix) target).data(),
                    target.rowOffset(row),
                    a.columns());
        }
    }

    private static double clamp(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    private static boolean isSafe(double squares) {
        return squares >= SAFE_LEAST && squares <= SAFE_MOST;
    }

    /** A power of two that brings the largest element near 1; 1 for the zero vector. */
    private static double scale(double[] values, int offset, int length) {
        double largest = 0;
        for (int i = offset; i < offset + length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        int exponent = Math.max(-1000, Math.min(1000, Math.getExponent(largest)));
        return largest == 0 ? 1 : Math.scalb(1.0, -exponent);
    }

    private void scaledProducts(
            double scaleA, double[] a, int aOffset, double scaleB, double[] b, int bOffset, int length) {
        java.util.Arrays.fill(sums, 0);
        for (int i = 0; i < length; i++) {
            double scaledA = scaleA * a[aOffset + i];
            double scaledB = scaleB * b[bOffset + i];
            sums[0] += scaledA * scaledA;
            sums[1] += scaledB * scaledB;
            sums[2] += scaledA * scaledB;
        }
    }
}
