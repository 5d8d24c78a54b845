package dev.collimate.optim;

import java.util.function.ToDoubleFunction;

/**
 * Ends a minimisation when a score on other data has not improved for some steps, and makes the best-scored state the
 * result.
 *
 * @param score of a point, the lower the better
 * @param patience steps without improvement, counted from the best, at least 1
 */
public record EarlyStopping(ToDoubleFunction<double[]> score, int patience) {
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1, but was " + patience);
        }
    }
}
