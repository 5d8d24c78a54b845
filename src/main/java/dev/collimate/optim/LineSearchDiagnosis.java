package dev.collimate.optim;

import java.util.Locale;

/**
 * Why a line search finds no lower value, from its trials: either rounding hides the descent, and the run is as good as
 * done, or gradient and values contradict each other.
 */
final class LineSearchDiagnosis {
    /** Where a trial promises more than this many rounding errors, value and gradient must agree. */
    private static final double MEASURABLE = 10;

    private final SolverState from;
    private final double slope;
    private final double roundingError;
    private boolean contradicted;

    /**
     * @param slope of the value along the line, per unit of step
     * @param roundingError of values near the state's
     */
    LineSearchDiagnosis(SolverState from, double slope, double roundingError) {
        this.from = from;
        this.slope = slope;
        this.roundingError = roundingError;
    }

    /** Takes in a trial that did not lower the value enough: its step, and its value and slope there. */
    void add(double step, double value, double trialSlope) {
        double promised = -slope * step;
        if (promised > MEASURABLE * roundingError) {
            double change = step * (slope + trialSlope) / 2;
            contradicted = !(Math.abs(value - from.value() - change) <= promised / 2);
        }
    }

    /** Whether {@code step} could gain no more than the rounding error of a value. */
    boolean isRoundedAway(double step) {
        return Math.abs(slope) * step <= roundingError;
    }

    /** Why the search ended, with {@code step} due next. */
    StopReason reason(double step) {
        return isRoundedAway(step) && !contradicted
                ? StopReason.done("roundingError", sentence("by more than its rounding error"))
                : StopReason.failed("lineSearchFailed", sentence("though the gradient says so; its state is kept"));
    }

    private String sentence(String how) {
        return String.format(
                Locale.ROOT, "no step lowers the loss %.9g of step %d %s", from.value(), from.iteration(), how);
    }
}
