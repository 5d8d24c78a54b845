package dev.collimate.optim;

import java.util.Iterator;

/** A way to seek a minimum. Immutable; what a run remembers is in its states and their iterator. */
public interface Solver {
    /** The name in parameters and results. */
    String name();

    /**
     * The states from {@code start} on, computed when asked for: first the start itself, then one an accepted step. Ends
     * after a state whose {@link SolverState#ended} is not null; otherwise it goes on for as long as it is asked.
     */
    Iterator<SolverState> states(SmoothFunction function, double[] start);
}
