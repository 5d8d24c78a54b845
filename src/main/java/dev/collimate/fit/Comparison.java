package dev.collimate.fit;

import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.map.VectorMap;

/**
 * How one way of predicting does on rows that were held out of the fit.
 *
 * @param name what predicts: identity, mean vector, a closed form or the fitted map
 * @param solver how its parameters were found; empty where it has none
 * @param passes over the training data that it took
 * @param statistics of its angles on the validation rows
 */
public record Comparison(String name, String solver, int passes, AngleStatistics statistics) {
    /** The name of predicting each actual to be its input. */
    public static final String IDENTITY = "identity";

    /** The name of predicting every actual to be the mean unit actual of the training rows. */
    public static final String MEAN_VECTOR = "mean vector";

    /** The name of a linear map with an intercept that least squares give. */
    public static final String LEAST_SQUARES = "least squares";

    /** The name, with the solver behind it where there is one. */
    public String label() {
        return solver.isEmpty() ? name : name + " (" + solver + ")";
    }

    /** What is to be compared. */
    record Candidate(String name, String solver, int passes, VectorMap map, double[] parameters) {}
}
