package dev.collimate.math;

import java.util.function.ToDoubleFunction;

/**
 * The angle between two vectors a and b of equal length, and functions of it. Right to 1e-15 radians + 4e-15 of the angle
 * at every angle, also within 1e-12 radians of 0 and pi, where {@code acos(a.b / (|a| |b|))} has no digits left, for any
 * number of elements, and for vectors of any length that the element type can represent. Float elements are taken exactly;
 * results are double. Scaling a vector by a power of two does not change a bit.
 *
 * <p>A zero vector has no direction: as functions of {@link Math} do outside their domain, all of these then return NaN,
 * as they do if an element is NaN or infinite.
 *
 * <p>All throw {@link IllegalArgumentException}, with both numbers, if the vectors differ in length or
 * have none.
 */
public final class Angles {
    private Angles() {}

    /** The angle, in radians in [0, pi]. */
    public static double angle(float[] a, float[] b) {
        return measure(a, b, RowAngles::angle);
    }

    /** The angle, in radians in [0, pi]. */
    public static double angle(double[] a, double[] b) {
        return measure(a, b, RowAngles::angle);
    }

    /** The cosine of the angle, in [-1, 1]. */
    public static double cosine(float[] a, float[] b) {
        return measure(a, b, RowAngles::cosine);
    }

    /** The cosine of the angle, in [-1, 1]. */
    public static double cosine(double[] a, double[] b) {
        return measure(a, b, RowAngles::cosine);
    }

    /** 1 - cosine, in [0, 2], with all its digits near 0 degrees. */
    public static double oneMinusCosine(float[] a, float[] b) {
        return measure(a, b, RowAngles::oneMinusCosine);
    }

    /** 1 - cosine, in [0, 2], with all its digits near 0 degrees. */
    public static double oneMinusCosine(double[] a, double[] b) {
        return measure(a, b, RowAngles::oneMinusCosine);
    }

    /** The distance between the unit vectors, |a/|a| - b/|b||, in [0, 2]. */
    public static double chord(float[] a, float[] b) {
        return Math.sqrt(2 * oneMinusCosine(a, b));
    }

    /** The distance between the unit vectors, |a/|a| - b/|b||, in [0, 2]. */
    public static double chord(double[] a, double[] b) {
        return Math.sqrt(2 * oneMinusCosine(a, b));
    }

    private static double measure(float[] a, float[] b, ToDoubleFunction<RowAngles> result) {
        requireEqualLengths(a.length, b.length);
        return measure(new FloatMatrix(a, 0, 1, a.length), new FloatMatrix(b, 0, 1, b.length), result);
    }

    private static double measure(double[] a, double[] b, ToDoubleFunction<RowAngles> result) {
        requireEqualLengths(a.length, b.length);
        return measure(new DoubleMatrix(a, 0, 1, a.length), new DoubleMatrix(b, 0, 1, b.length), result);
    }

    private static double measure(Matrix a, Matrix b, ToDoubleFunction<RowAngles> result) {
        RowAngles angles = new RowAngles();
        return angles.moveTo(a, b, 0) ? result.applyAsDouble(angles) : Double.NaN;
    }

    private static void requireEqualLengths(int a, int b) {
        if (a != b || a == 0) {
            throw new IllegalArgumentException(
                    "the vectors must have one length of at least 1, but have " + a + " and " + b + " elements");
        }
    }
}
