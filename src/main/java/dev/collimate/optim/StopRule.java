package dev.collimate.optim;

import java.util.Locale;
import java.util.Optional;

/** A condition, looked at after every accepted step, under which a minimisation ends. */
public interface StopRule {
    /** Why the run ends at {@code state}, if it does. A pure function, so a run that goes on elsewhere ends alike. */
    Optional<StopReason> check(MinimizerState state);

    /** After {@code most} accepted steps. */
    static StopRule maxIter(int most) {
        return state -> state.current().iteration() < most
                ? Optional.empty()
                : Optional.of(StopReason.done("maxIter", "took " + most + " steps, the most allowed"));
    }

    /**
     * When a step, if it is not {@link SolverMemory#isShortened}, changes the value by at most {@code tolerance} times the
     * larger absolute value of the two. A loss that differs from another by a constant stops elsewhere under this rule: the
     * scale is the value's own.
     */
    static StopRule relativeTolerance(double tolerance) {
        return state -> {
            double[] history = state.objectiveHistory();
            if (history.length < 2 || state.current().isShortened()) {
                return Optional.empty();
            }
            double previous = history[history.length - 2];
            double current = history[history.length - 1];
            double change = Math.abs(previous - current);
            double scale = Math.max(Math.abs(previous), Math.abs(current));
            return change <= tolerance * scale
                    ? Optional.of(StopReason.done(
                            "relativeTolerance",
                            format(
                                    "step %d changed the loss by %.3g, at most %.3g of it",
                                    state.current().iteration(), change, tolerance)))
                    : Optional.empty();
        };
    }

    /** When the value is at most {@code bound}: below it lie rounding errors alone, whose relative changes say nothing. */
    static StopRule exactFit(double bound) {
        return state -> {
            SolverState current = state.current();
            return current.value() <= bound
                    ? Optional.of(StopReason.done(
                            "exactFit",
                            format(
                                    "the loss after step %d is %.3g, at most %.3g: predictions have the directions of"
                                            + " the actual vectors as far as float32 tells",
                                    current.iteration(), current.value(), bound)))
                    : Optional.empty();
        };
    }

    /** When the Euclidean norm of the gradient is at most {@code bound}. */
    static StopRule gradientNorm(double bound) {
        return state -> {
            SolverState current = state.current();
            double norm = Points.norm(current.evaluation().gradient());
            return norm <= bound
                    ? Optional.of(StopReason.done(
                            "gradientNorm",
                            format(
                                    "the gradient's norm after step %d is %.3g, at most %.3g",
                                    current.iteration(), norm, bound)))
                    : Optional.empty();
        };
    }

    /** When value, gradient or point is not finite: a step was too long. The best state before it is the result. */
    static StopRule divergence() {
        return state -> {
            SolverState current = state.current();
            if (current.isFinite()) {
                return Optional.empty();
            }
            String found = current.evaluation().isFinite()
                    ? "the gradient or the point was not finite"
                    : "the loss was " + current.value();
            String advice = current.iteration() == 0
                    ? "start elsewhere"
                    : "the best state before it is kept; lower the step size or learning rate";
            return Optional.of(
                    StopReason.failed("diverged", format("%s at step %d; %s", found, current.iteration(), advice)));
        };
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
