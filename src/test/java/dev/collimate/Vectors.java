package dev.collimate;

import dev.collimate.math.HashRandom;
import java.math.BigDecimal;

/** Arithmetic on plain arrays; every result is a new array. */
public final class Vectors {
    private Vectors() {}

    /** Independent standard normal numbers, times {@code scale}. */
    public static double[] random(long seed, int dim, double scale) {
        double[] values = new double[dim];
        for (int i = 0; i < dim; i++) {
            values[i] = scale * HashRandom.gaussian(seed, i);
        }
        return values;
    }

    public static double[] plus(double[] vector, double factor, double[] addend) {
        double[] sum = vector.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * addend[i];
        }
        return sum;
    }

    public static double[] times(double factor, double[] vector) {
        return plus(new double[vector.length], factor, vector);
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /** The dot product without any rounding. */
    public static BigDecimal exactDot(double[] a, double[] b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
        }
        return sum;
    }
}
