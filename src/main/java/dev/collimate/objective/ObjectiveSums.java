package dev.collimate.objective;

import dev.collimate.loss.LossSums;
import java.io.Serializable;

/** Loss sums of a run of rows and the gradient of their weighted loss sum, in double. Mergeable. */
public final class ObjectiveSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LossSums losses = new LossSums();
    private final double[] gradient;

    public ObjectiveSums(int parameters) {
        this.gradient = new double[parameters];
    }

    public LossSums losses() {
        return losses;
    }

    /** d(sum of w * loss)/d(parameters): the array itself, not a copy. */
    public double[] gradient() {
        return gradient;
    }

    /**
     * Adds {@code other} to this and returns this.
     *
     * @throws IllegalArgumentException if the numbers of parameters differ
     */
    public ObjectiveSums merge(ObjectiveSums other) {
        if (other.gradient.length != gradient.length) {
            throw new IllegalArgumentException(
                    "cannot add sums over " + other.gradient.length + " parameters to sums over " + gradient.length);
        }
        losses.merge(other.losses);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += other.gradient[i];
        }
        return this;
    }
}
