package dev.collimate.optim;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The states of a run, computed when asked for: the start, then one a step, up to one that has ended. */
final class States implements Iterator<SolverState> {
    private final Solver solver;
    private final SmoothFunction function;
    private final double[] start;
    private SolverState state;

    States(Solver solver, SmoothFunction function, double[] start) {
        this.solver = solver;
        this.function = function;
        this.start = start;
    }

    /** The states after {@code state}. */
    static States after(Solver solver, SmoothFunction function, SolverState state) {
        States states = new States(solver, function, null);
        states.state = state;
        return states;
    }

    @Override
    public boolean hasNext() {
        return state == null || state.ended() == null;
    }

    @Override
    public SolverState next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        state = state == null ? solver.start(function, start) : solver.step(function, state);
        return state;
    }
}
