package dev.collimate.evaluation;

import java.io.Serializable;

/**
 * Sums of the angles that several predictors have on the same rows, and of products of two of them, from which the mean
 * difference of any two follows with its standard error: rows that are hard for one are hard for the other, so that a
 * difference is known far better than either mean. Mergeable.
 */
public final class PairedAngles implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] sums;
    private final double[][] products;
    private double weight;
    private double squaredWeight;

    /** @param predictors number of them */
    public PairedAngles(int predictors) {
        this.sums = new double[predictors];
        this.products = new double[predictors][predictors];
    }

    /**
     * Adds a row.
     *
     * @param degrees the angle of each predictor
     */
    public void add(double[] degrees, double rowWeight) {
        weight += rowWeight;
        squaredWeight += rowWeight * rowWeight;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += rowWeight * degrees[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] += rowWeight * degrees[i] * degrees[j];
            }
        }
    }

    /** Adds the rows of {@code other}, of as many predictors, to this. */
    public void merge(PairedAngles other) {
        weight += other.weight;
        squaredWeight += other.squaredWeight;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] += other.products[i][j];
            }
        }
    }

    /** The mean angle, in degrees. */
    public double mean(int predictor) {
        return sums[predictor] / weight;
    }

    /** The mean over the rows of the angle of {@code left} less that of {@code right}, in degrees. */
    public double difference(int left, int right) {
        return mean(left) - mean(right);
    }

    /**
     * Of {@link #difference}: the root of the variance of the rows' differences over the number of rows less 1, by which rows
     * of different weights are worth (sum w)^2 / sum w^2 rows (Kish, "Survey Sampling", 1965). Infinite where that leaves
     * none.
     */
    public double standardError(int left, int right) {
        double mean = difference(left, right);
        double squares = (product(left, left) - 2 * product(left, right) + product(right, right)) / weight;
        double rows = weight * weight / squaredWeight;
        return rows > 1 ? Math.sqrt(Math.max(0, squares - mean * mean) / (rows - 1)) : Double.POSITIVE_INFINITY;
    }

    private double product(int i, int j) {
        return products[Math.max(i, j)][Math.min(i, j)];
    }
}
