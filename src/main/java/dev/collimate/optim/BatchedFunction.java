package dev.collimate.optim;

/**
 * A function that is a mean over data, and can be estimated from parts of it: the data falls into {@link #batches} parts
 * of nearly equal size, anew in every epoch, as a pure function of the number of the step.
 */
public interface BatchedFunction extends SmoothFunction {
    /** Steps of an epoch, at least 1; 1 means that every step sees all data. */
    int batches();

    /**
     * Value and gradient at {@code point} over one part: part {@code step % batches()} of epoch
     * {@code step / batches()}.
     */
    ValueAndGradient evaluate(double[] point, long step);
}
