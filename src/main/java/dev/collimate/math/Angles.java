package dev.collimate.math;

/**
 * Angles between two vectors of float or double, computed in double whatever the type, right at every angle and for
 * every length of vector: 1 - cos comes from the chord, the angle from atan2. Float input is taken exactly.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the lengths differ or are 0, and returns NaN if a vector is
 * zero (or so short that the reciprocal of its norm overflows its type) or has an element that is not finite: there is no
 * angle then.
 */
public final class Angles {
    private Angles() {}

    /** In radians, in [0, pi]. */
    public static double angle(float[] a, float[] b) {
        RowAngles pair = pair(a, b);
        return pair == null ? Double.NaN : pair.angle();
    }

    /** In radians, in [0, pi]. */
    public static double angle(double[] a, double[] b) {
        RowAngles pair = pair(a, b);
        return pair == null ? Double.NaN : pair.angle();
    }

    /** In [-1, 1]. */
    public static double cosine(float[] a, float[] b) {
        return cosine(pair(a, b));
    }

    /** In [-1, 1]. */
    public static double cosine(double[] a, double[] b) {
        return cosine(pair(a, b));
    }

    /** 1 - cos to full relative precision, in [0, 2]. */
    public static double oneMinusCosine(float[] a, float[] b) {
        RowAngles pair = pair(a, b);
        return pair == null ? Double.NaN : pair.oneMinusCosine();
    }

    /** 1 - cos to full relative precision, in [0, 2]. */
    public static double oneMinusCosine(double[] a, double[] b) {
        RowAngles pair = pair(a, b);
        return pair == null ? Double.NaN : pair.oneMinusCosine();
    }

    /** Distance of the unit vectors, 2 * sin(angle / 2), in [0, 2]. */
    public static double chord(float[] a, float[] b) {
        return Math.sqrt(2 * oneMinusCosine(a, b));
    }

    /** Distance of the unit vectors, 2 * sin(angle / 2), in [0, 2]. */
    public static double chord(double[] a, double[] b) {
        return Math.sqrt(2 * oneMinusCosine(a, b));
    }

    private static double cosine(RowAngles pair) {
        return pair == null ? Double.NaN : pair.cosine();
    }

    private static RowAngles pair(float[] a, float[] b) {
        requireLengths(a.length, b.length);
        return directed(new FloatMatrix(a, 0, 1, a.length), new FloatMatrix(b, 0, 1, b.length));
    }

    private static RowAngles pair(double[] a, double[] b) {
        requireLengths(a.length, b.length);
        return directed(new DoubleMatrix(a, 0, 1, a.length), new DoubleMatrix(b, 0, 1, b.length));
    }

    private static RowAngles directed(Matrix a, Matrix b) {
        RowAngles pair = new RowAngles();
        return pair.moveTo(a, b, 0) ? pair : null;
    }

    private static void requireLengths(int a, int b) {
        if (a != b || a == 0) {
            throw new IllegalArgumentException(
                    "the vectors must have one length of at least 1, but have " + a + " and " + b);
        }
    }
}
