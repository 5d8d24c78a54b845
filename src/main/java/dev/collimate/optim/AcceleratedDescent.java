package dev.collimate.optim;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Full-batch gradient descent that finds its own step sizes: Nesterov's accelerated gradient with backtracking (Beck and
 * Teboulle, "A fast iterative shrinkage-thresholding algorithm", 2009), restarted whenever a step would raise the value
 * (O'Donoghue and Candes, "Adaptive restart for accelerated gradient schemes", 2015), so that the value never rises. The
 * step size grows a little after every accepted step. Two evaluations a step, one without momentum.
 */
public final class AcceleratedDescent implements Solver {
    private static final double GROWTH = 1.25;
    private static final double SHRINKAGE = 0.5;
    private static final int MAX_HALVINGS = 60;
    private static final int EXTRAPOLATED_HALVINGS = 3;

    private final double firstStepSize;
    private final boolean accelerate;

    /**
     * @param firstStepSize tried first, above 0
     * @param accelerate false for plain steepest descent with backtracking
     */
    public AcceleratedDescent(double firstStepSize, boolean accelerate) {
        if (!(firstStepSize > 0 && firstStepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the first step size must be above 0 and finite, but was " + firstStepSize);
        }
        this.firstStepSize = firstStepSize;
        this.accelerate = accelerate;
    }

    @Override
    public String name() {
        return "gd";
    }

    @Override
    public Iterator<SolverState> states(SmoothFunction function, double[] start) {
        return new Run(function, start);
    }

    private final class Run implements Iterator<SolverState> {
        private final SmoothFunction function;
        private final double[] start;
        private SolverState state;
        private double[] previousPoint;
        private double inertia = 1;
        private double stepSize = firstStepSize;
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
                state = new SolverState(0, 1, start, evaluate(start), 0, null);
                previousPoint = start;
                return state;
            }
            SolverState stepped = inertia > 1 ? extrapolated() : null;
            if (stepped == null) {
                inertia = 1;
                Evaluation here = state.evaluation();
                FailedTrials failed =
                        new FailedTrials(state, -squaredNorm(here), function.roundingError(state.value()));
                stepped = descend(state.point(), here, MAX_HALVINGS, failed);
                if (stepped == null) {
                    state = state.ended(failed.reason(stepSize), evaluations);
                    return state;
                }
            }
            previousPoint = state.point();
            state = stepped;
            if (accelerate) {
                inertia = nextInertia();
            }
            stepSize *= GROWTH;
            return state;
        }

        private double nextInertia() {
            return (1 + Math.sqrt(1 + 4 * inertia * inertia)) / 2;
        }

        /** A step from beyond where we stand; null if it does not lower the value. */
        private SolverState extrapolated() {
            double momentum = (inertia - 1) / nextInertia();
            double[] base = Points.plus(state.point(), momentum, Points.minus(state.point(), previousPoint));
            Evaluation atBase = evaluate(base);
            FailedTrials failed = new FailedTrials(state, -squaredNorm(atBase), 0);
            return descend(base, atBase, EXTRAPOLATED_HALVINGS, failed);
        }

        /** A step down the gradient at {@code base}; null if none lowers the value. */
        private SolverState descend(double[] base, Evaluation atBase, int halvings, FailedTrials failed) {
            double squaredNorm = squaredNorm(atBase);
            for (int i = 0; i < halvings && squaredNorm > 0 && !(i > 0 && failed.isRoundedAway(stepSize)); i++) {
                double[] point = Points.plus(base, -stepSize, atBase.gradient());
                Evaluation evaluation = evaluate(point);
                if (evaluation.value() <= atBase.value() - stepSize / 2 * squaredNorm
                        && evaluation.value() < state.value()) {
                    double length = Points.norm(Points.minus(point, state.point()));
                    return new SolverState(state.iteration() + 1, evaluations, point, evaluation, length, null);
                }
                failed.add(stepSize, evaluation.value(), -Points.dot(evaluation.gradient(), atBase.gradient()));
                stepSize *= SHRINKAGE;
            }
            return null;
        }

        private static double squaredNorm(Evaluation evaluation) {
            return Points.dot(evaluation.gradient(), evaluation.gradient());
        }

        private Evaluation evaluate(double[] point) {
            evaluations++;
            return function.evaluate(point);
        }
    }
}
