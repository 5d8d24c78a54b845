package dev.collimate.optim;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.5): the direction comes from the
 * last few steps and changes of the gradient, on top of a scaled identity or of the {@link Preconditioner} of a
 * {@link CurvedFunction}. The step is searched by {@link Backtracking}, so the value never rises; nearly every step takes
 * one evaluation.
 *
 * <p>The preconditioner is that of the start. Where a full step from far away promises to change the value by a tenth or
 * more, the curvature is about to change as well: the step's first trial is evaluated with curvature, and if it is
 * accepted its preconditioner takes over, with an empty memory; once a run.
 */
public final class LimitedMemoryBfgs implements Solver {
    /** Share of the value that the slope of a full step must promise for the preconditioner to be renewed there. */
    private static final double RENEWAL = 0.2;

    private final int memory;
    private final boolean preconditioned;

    private LimitedMemoryBfgs(int memory, boolean preconditioned) {
        if (memory < 1) {
            throw new IllegalArgumentException("memory must be at least 1, but was " + memory);
        }
        this.memory = memory;
        this.preconditioned = preconditioned;
    }

    /** On top of a scaled identity; remembers {@code memory} steps, at least 1. */
    public static LimitedMemoryBfgs plain(int memory) {
        return new LimitedMemoryBfgs(memory, false);
    }

    /** On top of the function's own preconditioner; remembers {@code memory} steps, at least 1. */
    public static LimitedMemoryBfgs preconditioned(int memory) {
        return new LimitedMemoryBfgs(memory, true);
    }

    @Override
    public String name() {
        return preconditioned ? "precond-lbfgs" : "lbfgs";
    }

    /** @throws IllegalArgumentException if a preconditioner is needed and the function has none */
    @Override
    public Iterator<SolverState> states(SmoothFunction function, double[] start) {
        if (preconditioned && !(function instanceof CurvedFunction)) {
            throw new IllegalArgumentException(
                    "the solver " + name() + " needs a function that knows its curvature; choose lbfgs");
        }
        return new Run(function, start);
    }

    private final class Run implements Iterator<SolverState> {
        private final SmoothFunction function;
        private final double[] start;
        private final StepMemory steps = new StepMemory(memory);
        private Preconditioner preconditioner;
        private Preconditioner offered;
        private boolean renewed;
        private SolverState state;
        private int evaluations;

        Run(SmoothFunction function, double[] start) {
            this.function = function;
            this.start = start;
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
            if (state == null) {
                state = new SolverState(0, 1, start, evaluate(start, preconditioned), 0, null);
                preconditioner = offered;
                return state;
            }
            SolverState next = descend();
            if (next.ended() != null && next.ended().failure() && !steps.isEmpty()) {
                steps.clear();
                next = descend();
            }
            state = next;
            return state;
        }

        /** The state after a step, or the present one with the reason why there is none. */
        private SolverState descend() {
            double[] direction = steps.direction(state.evaluation().gradient(), preconditioner);
            double slope = Points.dot(state.evaluation().gradient(), direction);
            double roundingError = function.roundingError(state.value());
            if (!(slope < 0)) {
                FailedTrials none = new FailedTrials(state, slope, roundingError);
                return state.ended(none.reason(Backtracking.FULL_STEP), evaluations);
            }
            Backtracking line = new Backtracking(state, direction, slope, roundingError);
            boolean renewing = preconditioned && !renewed && -slope > RENEWAL * Math.abs(state.value());
            Backtracking.Found found =
                    line.search((point, step) -> evaluate(point, renewing && step == Backtracking.FULL_STEP));
            return found == null ? state.ended(line.reason(), evaluations) : accept(found, renewing, direction);
        }

        private SolverState accept(Backtracking.Found found, boolean renewing, double[] direction) {
            SolverState next = new SolverState(
                    state.iteration() + 1,
                    evaluations,
                    found.point(),
                    found.evaluation(),
                    found.step() * Points.norm(direction),
                    null);
            if (renewing && found.step() == Backtracking.FULL_STEP) {
                preconditioner = offered;
                renewed = true;
                steps.clear();
            } else {
                steps.remember(state, next);
            }
            return next;
        }

        private Evaluation evaluate(double[] point, boolean withCurvature) {
            evaluations++;
            if (!withCurvature) {
                return function.evaluate(point);
            }
            CurvedFunction.Curved curved = ((CurvedFunction) function).evaluateWithCurvature(point, 0);
            offered = curved.preconditioner();
            return curved.evaluation();
        }
    }
}
