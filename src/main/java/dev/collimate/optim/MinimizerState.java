package dev.collimate.optim;

import java.util.Arrays;

/**
 * Where a minimisation stands after a step, with all that its rest depends on: what a checkpoint stores. How long early
 * stopping has waited follows from it: it is the steps since the best. Immutable: holders do not change the arrays.
 *
 * @param current where the solver stands
 * @param best so far
 * @param objectiveHistory the value at the start and after every accepted step
 * @param lowest the least finite value of {@code objectiveHistory}; infinite if none is finite
 */
public record MinimizerState(SolverState current, BestPoint best, double[] objectiveHistory, double lowest) {
    /** At the start of a run. */
    static MinimizerState start(SolverState first, BestPoint best) {
        return new MinimizerState(
                first, best, new double[] {first.value()}, lower(Double.POSITIVE_INFINITY, first.value()));
    }

    /** With the solver's next state and the best point up to there. */
    MinimizerState next(SolverState next, BestPoint bestThere) {
        // A state that says why there is no further step is the accepted one before it, once more.
        if (next.ended() != null) {
            return new MinimizerState(next, bestThere, objectiveHistory, lowest);
        }
        double[] history = Arrays.copyOf(objectiveHistory, objectiveHistory.length + 1);
        history[objectiveHistory.length] = next.value();
        return new MinimizerState(next, bestThere, history, lower(lowest, next.value()));
    }

    private static double lower(double lowest, double value) {
        return Double.isFinite(value) ? Math.min(lowest, value) : lowest;
    }
}
