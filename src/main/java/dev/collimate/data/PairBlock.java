package dev.collimate.data;

import dev.collimate.math.Matrix;
import java.io.Serializable;

/**
 * Checked rows of a data set, ready for matrix products. Treated as immutable once built.
 *
 * @param inputs x, rows x inputDim
 * @param actuals y, rows x outputDim, as given (not normalised), none of them zero
 * @param weights one per row, or null where every row counts 1
 * @param targets one per row, +1 or -1, or null where the loss needs none
 */
public record PairBlock(Matrix inputs, Matrix actuals, double[] weights, double[] targets) implements Serializable {
    public int rows() {
        return inputs.rows();
    }
}
