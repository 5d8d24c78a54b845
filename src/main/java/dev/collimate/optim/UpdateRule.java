package dev.collimate.optim;

/** What a first-order method makes of gradients. Immutable: what it remembers of a run is in a {@link SolverMemory}. */
public interface UpdateRule {
    /** The memory before the first step, for points of {@code dimension} elements. */
    SolverMemory start(int dimension);

    /**
     * Goes on from a memory, which is not changed.
     *
     * @throws IllegalArgumentException if another rule left the memory
     */
    Update resume(SolverMemory memory);

    /** Some steps in a row, with arrays of its own that it changes at every step. */
    interface Update {
        /** Takes a step off {@code point}, in place; {@code gradient} is neither kept nor changed. */
        void step(double[] point, double[] gradient, double learningRate);

        /** The memory after the last step. Takes over the arrays: no step may follow. */
        SolverMemory memory();
    }
}
