package dev.collimate.optim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * Limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithms 7.4 and 7.5): the direction comes
 * from the last few steps and changes of the gradient, on top of a scaled identity or of a {@link Preconditioner} where
 * there is one. The line search backtracks from the full step by cubic interpolation until the value falls enough
 * (Armijo); pairs without positive curvature are left out. The value never rises; nearly every step takes one evaluation.
 */
public final class LimitedMemoryBfgs implements Solver {
    private static final double SUFFICIENT_DECREASE = 1e-4;
    /** Pairs of less curvature than this share of |step| * |change of gradient| are rounding noise. */
    private static final double LEAST_CURVATURE = 1e-10;

    private static final int MAX_TRIALS = 25;

    private final int memory;
    private final Preconditioner preconditioner;

    /**
     * @param memory number of steps remembered, at least 1
     * @param preconditioner inverse Hessian to start from; null for a scaled identity
     */
    public LimitedMemoryBfgs(int memory, Preconditioner preconditioner) {
        if (memory < 1) {
            throw new IllegalArgumentException("memory must be at least 1, but was " + memory);
        }
        this.memory = memory;
        this.preconditioner = preconditioner;
    }

    @Override
    public String name() {
        return preconditioner == null ? "lbfgs" : "precond-lbfgs";
    }

    @Override
    public Iterator<SolverState> states(SmoothFunction function, double[] start) {
        return new Run(function, start);
    }

    /** A step s and the change y it made to the gradient. */
    private record Pair(double[] step, double[] change, double curvature) {}

    private final class Run implements Iterator<SolverState> {
        private final SmoothFunction function;
        private final double[] start;
        private final Deque<Pair> pairs = new ArrayDeque<>();
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
                state = new SolverState(0, 1, start, evaluate(start), 0, null);
                return state;
            }
            double[] gradient = state.evaluation().gradient();
            double[] direction = direction(gradient);
            double slope = Points.dot(gradient, direction);
            if (!(slope < 0)) {
                pairs.clear();
                direction = direction(gradient);
                slope = Points.dot(gradient, direction);
            }
            SolverState stepped = slope < 0 ? search(direction, slope) : null;
            if (stepped == null && !pairs.isEmpty()) {
                pairs.clear();
                direction = direction(gradient);
                stepped = search(direction, Points.dot(gradient, direction));
            }
            state = stepped == null ? state.ended(noDescent(), evaluations) : remember(stepped);
            return state;
        }

        private StopReason noDescent() {
            return StopReason.failed(
                    "lineSearchFailed",
                    String.format(
                            Locale.ROOT,
                            "no step along the search direction lowers the loss %.9g of step %d",
                            state.value(),
                            state.iteration()));
        }

        private SolverState remember(SolverState stepped) {
            double[] step = Points.minus(stepped.point(), state.point());
            double[] change = Points.minus(
                    stepped.evaluation().gradient(), state.evaluation().gradient());
            double curvature = Points.dot(step, change);
            if (curvature > LEAST_CURVATURE * Points.norm(step) * Points.norm(change)) {
                pairs.addLast(new Pair(step, change, curvature));
                if (pairs.size() > memory) {
                    pairs.removeFirst();
                }
            }
            return stepped;
        }

        /** Minus the inverse Hessian times the gradient, by the two-loop recursion. */
        private double[] direction(double[] gradient) {
            double[] q = gradient.clone();
            double[] weights = new double[pairs.size()];
            int i = pairs.size();
            for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
                Pair pair = newest.next();
                weights[--i] = Points.dot(pair.step(), q) / pair.curvature();
                Points.add(q, -weights[i], pair.change());
            }
            double[] r = initial(q);
            for (Pair pair : pairs) {
                double correction = weights[i++] - Points.dot(pair.change(), r) / pair.curvature();
                Points.add(r, correction, pair.step());
            }
            return Points.scaled(-1, r);
        }

        private double[] initial(double[] q) {
            if (preconditioner != null) {
                return preconditioner.apply(q);
            }
            if (pairs.isEmpty()) {
                return Points.scaled(1 / Math.max(Points.norm(q), Double.MIN_NORMAL), q);
            }
            Pair newest = pairs.getLast();
            return Points.scaled(newest.curvature() / Points.dot(newest.change(), newest.change()), q);
        }

        /** The first point along {@code direction} whose value falls enough; null if there is none. */
        private SolverState search(double[] direction, double slope) {
            double step = 1;
            for (int trial = 0; trial < MAX_TRIALS && slope < 0; trial++) {
                double[] point = Points.plus(state.point(), step, direction);
                Evaluation evaluation = evaluate(point);
                if (evaluation.value() < state.value()
                        && evaluation.value() <= state.value() + SUFFICIENT_DECREASE * step * slope
                        && Points.isFinite(evaluation.gradient())) {
                    return new SolverState(
                            state.iteration() + 1, evaluations, point, evaluation, step * Points.norm(direction), null);
                }
                step = shorter(step, slope, evaluation, direction);
            }
            return null;
        }

        /** The minimum of the cubic through both ends' values and slopes, kept within [0.1, 0.5] of the step. */
        private double shorter(double step, double slope, Evaluation trial, double[] direction) {
            if (!trial.isFinite() || !Points.isFinite(trial.gradient())) {
                return step * 0.1;
            }
            double trialSlope = Points.dot(trial.gradient(), direction);
            double d1 = slope + trialSlope - 3 * (trial.value() - state.value()) / step;
            double discriminant = d1 * d1 - slope * trialSlope;
            double best = step / 2;
            if (discriminant >= 0) {
                double d2 = Math.sqrt(discriminant);
                best = step * (1 - (trialSlope + d2 - d1) / (trialSlope - slope + 2 * d2));
            }
            return Double.isNaN(best) ? step / 2 : Math.max(0.1 * step, Math.min(0.5 * step, best));
        }

        private Evaluation evaluate(double[] point) {
            evaluations++;
            return function.evaluate(point);
        }
    }
}
