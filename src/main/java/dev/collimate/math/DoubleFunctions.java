package dev.collimate.math;

import org.apache.commons.math3.special.Erf;

/** The functions of {@link FloatFunctions}, exact to a few units of the last place of a double, and slower. */
public final class DoubleFunctions {
    private static final double ROOT_TWO = Math.sqrt(2);
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private DoubleFunctions() {}

    /** The hyperbolic tangent, in [-1, 1]. */
    public static double tanh(double x) {
        return Math.tanh(x);
    }

    /** x Phi(x), Phi the standard normal distribution function. */
    public static double gelu(double x) {
        return x * normal(x);
    }

    /** d(x Phi(x))/dx = Phi(x) + x phi(x). */
    public static double geluSlope(double x) {
        return normal(x) + x * Math.exp(-x * x / 2) / ROOT_TWO_PI;
    }

    /** Phi(x), from the complement so that its lower tail keeps its digits. */
    private static double normal(double x) {
        return Erf.erfc(-x / ROOT_TWO) / 2;
    }
}
