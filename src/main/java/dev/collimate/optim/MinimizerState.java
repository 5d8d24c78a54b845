package dev.collimate.optim;

import java.util.Arrays;

/**
 * Where a minimisation stands after a step, with all that its rest depends on: what a checkpoint stores. How long early
 * stopping has waited follows from it: it is the steps since the best. Immutable: holders do not change the arrays.
 *
 * @param current where the solver stands
 * @param best so far
 * @param objectiveHistory the value at the start and after every accepted step
 */
public record MinimizerState(SolverState current, BestPoint best, double[] objectiveHistory) {
    /** With the solver's next state and the best point up to there. */
    MinimizerState next(SolverState next, BestPoint bestThere) {
        // A state that says why there is no further step is the accepted one before it, once more.
        double[] history =
                next.ended() != null ? objectiveHistory : Arrays.copyOf(objectiveHistory, objectiveHistory.length + 1);
        if (next.ended() == null) {
            history[objectiveHistory.length] = next.value();
        }
        return new MinimizerState(next, bestThere, history);
    }
}
