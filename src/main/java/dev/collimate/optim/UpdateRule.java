package dev.collimate.optim;

/** What a first-order method makes of gradients. Immutable: a run's memory is in the {@link Update} it starts. */
public interface UpdateRule {
    /** The name in parameters and results. */
    String name();

    /** An update with empty memory, for points of {@code dimension} elements. */
    Update start(int dimension);

    /** One run's memory. */
    interface Update {
        /** The step for a gradient, to be taken off the point, as a new array. */
        double[] step(double[] gradient, double learningRate);
    }
}
