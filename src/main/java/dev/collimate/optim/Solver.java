package dev.collimate.optim;

/**
 * A way to seek a minimum: a pure function from state to state. All that a run remembers is in its {@link SolverState}, so
 * a run that goes on from any of its states takes the same steps, bit for bit, as one that was never stopped.
 */
public interface Solver {
    /**
     * The state at the start, by one evaluation.
     *
     * @param start becomes the state's point; not copied, and not to be changed afterwards
     * @throws IllegalArgumentException if the function lacks what the solver needs
     */
    SolverState start(SmoothFunction function, double[] start);

    /**
     * The state after one more accepted step. If there is none, {@code state} once more, with the evaluations of the vain
     * search and the reason as {@link SolverState#ended}.
     *
     * @param state by this solver with the same settings, on the same function; not changed
     * @throws IllegalArgumentException if another solver left the state, or it has ended
     */
    SolverState step(SmoothFunction function, SolverState state);
}
