package dev.collimate.data;

import dev.collimate.math.Matrix;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Checked rows of a data set, ready for matrix products. Treated as immutable once built.
 *
 * @param inputs x, rows x inputDim
 * @param actuals y, rows x outputDim, as given (not normalised), none of them zero
 * @param weights one per row, or null where every row counts 1
 * @param targets one per row, +1 or -1, or null where the loss needs none
 */
public record PairBlock(Matrix inputs, Matrix actuals, double[] weights, double[] targets) implements Serializable {
    /** The rows {@code from} (inclusive) to {@code until} (exclusive); vectors are views. */
    public PairBlock rowRange(int from, int until) {
        return new PairBlock(
                inputs.rowRange(from, until),
                actuals.rowRange(from, until),
                weights == null ? null : Arrays.copyOfRange(weights, from, until),
                targets == null ? null : Arrays.copyOfRange(targets, from, until));
    }

    public int rows() {
        return inputs.rows();
    }
}
