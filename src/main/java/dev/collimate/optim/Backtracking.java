package dev.collimate.optim;

import java.util.Locale;

/**
 * A line search that starts at the full step and shortens it by cubic interpolation until the value falls enough (Armijo;
 * Nocedal and Wright, "Numerical Optimization", 2006, section 3.5). It gives up where what a step could gain is below the
 * rounding error of the values.
 */
final class Backtracking {
    /** The share of the direction that is tried first. */
    static final double FULL_STEP = 1;

    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final int MAX_TRIALS = 25;

    private final SolverState from;
    private final double[] direction;
    private final double slope;
    private final double roundingError;
    private double step = FULL_STEP;

    /**
     * @param direction from the state's point to the full step
     * @param slope of the value along {@code direction}, below 0
     * @param relativeError of values
     */
    Backtracking(SolverState from, double[] direction, double slope, double relativeError) {
        this.from = from;
        this.direction = direction;
        this.slope = slope;
        this.roundingError = relativeError * Math.abs(from.value());
    }

    /** A point that is low enough, with the step that leads to it, as a share of the full step. */
    record Found(double[] point, Evaluation evaluation, double step) {}

    /** Evaluates a trial: a point, and the share of the full step that leads to it. */
    interface Trial {
        Evaluation evaluate(double[] point, double step);
    }

    /** Null if there is no such point. */
    Found search(Trial trials) {
        for (int trial = 0; trial == 0 || trial < MAX_TRIALS && !isRoundedAway(); trial++) {
            double[] point = Points.plus(from.point(), step, direction);
            Evaluation evaluation = trials.evaluate(point, step);
            if (evaluation.value() < from.value()
                    && evaluation.value() <= from.value() + SUFFICIENT_DECREASE * step * slope
                    && Points.isFinite(evaluation.gradient())) {
                return new Found(point, evaluation, step);
            }
            step = shorter(evaluation);
        }
        return null;
    }

    /** Whether the next trial could gain no more than the rounding error of a value. */
    boolean isRoundedAway() {
        return -slope * step <= roundingError;
    }

    /** Why a search of no success ended. */
    StopReason reason() {
        return noDescent(from, isRoundedAway());
    }

    static StopReason noDescent(SolverState from, boolean roundedAway) {
        return roundedAway
                ? StopReason.done(
                        "roundingError",
                        String.format(
                                Locale.ROOT,
                                "no step lowers the loss %.9g of step %d by more than its rounding error",
                                from.value(),
                                from.iteration()))
                : StopReason.failed(
                        "lineSearchFailed",
                        String.format(
                                Locale.ROOT,
                                "no step along the search direction lowers the loss %.9g of step %d; its state is kept",
                                from.value(),
                                from.iteration()));
    }

    /** The minimum of the cubic through both ends' values and slopes, kept within [0.1, 0.5] of the step. */
    private double shorter(Evaluation trial) {
        if (!trial.isFinite() || !Points.isFinite(trial.gradient())) {
            return step * 0.1;
        }
        double trialSlope = Points.dot(trial.gradient(), direction);
        double d1 = slope + trialSlope - 3 * (trial.value() - from.value()) / step;
        double discriminant = d1 * d1 - slope * trialSlope;
        double best = step / 2;
        if (discriminant >= 0) {
            double d2 = Math.sqrt(discriminant);
            best = step * (1 - (trialSlope + d2 - d1) / (trialSlope - slope + 2 * d2));
        }
        return Double.isNaN(best) ? step / 2 : Math.max(0.1 * step, Math.min(0.5 * step, best));
    }
}
