package dev.collimate.loss;

import dev.collimate.math.Matrix;
import dev.collimate.math.RowAngles;
import java.io.Serializable;

/**
 * A loss of the predictions of a block of rows. A loss of single rows is an {@link AngularLoss}; a term over pairs of rows
 * implements this. Implementations are immutable and safe for any number of threads.
 */
public interface BlockLoss extends Serializable {
    /** The name in parameters and results. */
    String name();

    /** Whether rows carry a target of +1 or -1 that the loss reads. */
    default boolean usesTarget() {
        return false;
    }

    /**
     * Adds the rows of a block to {@code sums} and writes the gradient of the block's weighted loss SUM with respect to the
     * predictions, in one sweep over the block and without an allocation for each row.
     *
     * @param predictions rows x dim
     * @param actuals rows x dim, of the same precision, of any lengths but zero; not changed
     * @param weights one per row, finite and not negative; null means 1 for every row
     * @param targets one per row, +1 or -1; not read, and may be null, unless {@link #usesTarget()}
     * @param gradient rows x dim, overwritten; may be {@code predictions} itself
     * @param angles working memory of the calling thread
     * @throws IllegalArgumentException if the block is empty, if shapes, weights or targets do not fit, or if an actual
     *     vector is zero, with the numbers
     */
    void evaluate(
            Matrix predictions,
            Matrix actuals,
            double[] weights,
            double[] targets,
            Matrix gradient,
            LossSums sums,
            RowAngles angles);

    /** The same with working memory of its own. */
    default void evaluate(
            Matrix predictions, Matrix actuals, double[] weights, double[] targets, Matrix gradient, LossSums sums) {
        evaluate(predictions, actuals, weights, targets, gradient, sums, new RowAngles());
    }
}
