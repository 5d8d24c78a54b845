package dev.collimate.optim;

/**
 * A line search that starts at the full step and shortens it by cubic interpolation until the value falls enough (Armijo;
 * Nocedal and Wright, "Numerical Optimization", 2006, section 3.5). Where the values' rounding errors hide what the full step
 * promises, a smaller slope at its end is enough.
 */
final class Backtracking {
    /** The share of the direction that is tried first. */
    static final double FULL_STEP = 1;

    private static final double SUFFICIENT_DECREASE = 1e-4;
    /** Of the slope at the start: at most this is left where slopes decide. */
    private static final double CURVATURE = 0.9;

    private static final int MAX_TRIALS = 12;
    private static final int MAX_TRIALS_BY_SLOPES = 3;

    private final SolverState from;
    private final double[] direction;
    private final double slope;
    private final double roundingError;
    private final LineSearchDiagnosis diagnosis;
    private double step = FULL_STEP;

    /**
     * @param direction from the state's point to the full step
     * @param slope of the value along {@code direction}, below 0
     * @param roundingError of values near the state's
     */
    Backtracking(SolverState from, double[] direction, double slope, double roundingError) {
        this.from = from;
        this.direction = direction;
        this.slope = slope;
        this.roundingError = roundingError;
        this.diagnosis = new LineSearchDiagnosis(from, slope, roundingError);
    }

    /** A point that is low enough, with the step that leads to it, as a share of the full step. */
    record Found(double[] point, ValueAndGradient evaluation, double step) {}

    /** Evaluates a trial: a point, and the share of the full step that leads to it. */
    interface Trial {
        ValueAndGradient evaluate(double[] point, double step);
    }

    /** Null if there is no such point. */
    Found search(Trial trials) {
        boolean bySlopes = diagnosis.isRoundedAway(FULL_STEP);
        int most = bySlopes ? MAX_TRIALS_BY_SLOPES : MAX_TRIALS;
        for (int trial = 0; trial < most; trial++) {
            double[] point = Points.plus(from.point(), step, direction);
            ValueAndGradient evaluation = trials.evaluate(point, step);
            double trialSlope = Points.dot(evaluation.gradient(), direction);
            boolean found = isLower(evaluation.value()) || bySlopes && isFlatter(evaluation.value(), trialSlope);
            if (found && Points.isFinite(evaluation.gradient())) {
                return new Found(point, evaluation, step);
            }
            diagnosis.add(step, evaluation.value(), trialSlope);
            double next = bySlopes ? whereSlopeEnds(trialSlope) : shorter(evaluation.value(), trialSlope);
            // Beyond the full step nothing is tried, so the search ends with the step before: that one is due.
            if (bySlopes && !(next > 0 && next < FULL_STEP)) {
                return null;
            }
            step = next;
            if (!bySlopes && diagnosis.isRoundedAway(step)) {
                return null;
            }
        }
        return null;
    }

    /** Where the slope would be 0 if it went on as from the start to the step; may lie beyond the step, or nowhere. */
    private double whereSlopeEnds(double trialSlope) {
        return step * slope / (slope - trialSlope);
    }

    private boolean isLower(double trialValue) {
        return trialValue < from.value() && trialValue <= from.value() + SUFFICIENT_DECREASE * step * slope;
    }

    private boolean isFlatter(double trialValue, double trialSlope) {
        return trialValue <= from.value() + roundingError && Math.abs(trialSlope) <= CURVATURE * -slope;
    }

    /** Why a search without success ended. */
    StopReason reason() {
        return diagnosis.reason(step);
    }

    /** The minimum of the cubic through both ends' values and slopes, kept within [0.1, 0.5] of the step. */
    private double shorter(double trialValue, double trialSlope) {
        if (!Double.isFinite(trialValue) || !Double.isFinite(trialSlope)) {
            return step * 0.1;
        }
        double d1 = slope + trialSlope - 3 * (trialValue - from.value()) / step;
        double discriminant = d1 * d1 - slope * trialSlope;
        double best = step / 2;
        if (discriminant >= 0) {
            double d2 = Math.sqrt(discriminant);
            best = step * (1 - (trialSlope + d2 - d1) / (trialSlope - slope + 2 * d2));
        }
        return Double.isNaN(best) ? step / 2 : Math.max(0.1 * step, Math.min(0.5 * step, best));
    }
}
