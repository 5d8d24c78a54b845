package dev.collimate.fit;

import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopReason;

/**
 * Whether the rows held out score the steps of a search, the best of which is then its result: where the settings have a
 * patience, and in a search that starts from a solved last layer, whose ridge already holds its weights down, so that
 * steps that follow the training rows may well lead away from others.
 *
 * @param patience steps without a better score that end the search
 */
record HeldOut(boolean scores, int patience) {
    static HeldOut of(FitSettings settings, FitPlan plan, boolean heldOut) {
        boolean solved = plan.outputLayer().isPresent() && settings.firstOrder().batches() == 1;
        boolean patient = settings.validation().patience().isPresent();
        return new HeldOut(
                heldOut && (patient || solved), settings.validation().patience().orElse(Integer.MAX_VALUE));
    }

    /** The result, with the reason why it ended saying which step is returned unless that goes without saying. */
    SolverResult said(SolverResult result) {
        int best = result.best().iteration();
        if (best == 0) {
            return scores ? StartKept.saidByHeldOut(result) : StartKept.said(result);
        }
        if (!scores || best == result.iterations()) {
            return result;
        }
        StopReason reason = result.stopReason();
        StopReason said = new StopReason(
                reason.name(),
                reason.sentence() + "; the model is that of step " + best
                        + ", of the least mean angle on the rows held out",
                reason.failure());
        return new SolverResult(
                result.best(), said, result.objectiveHistory(), result.iterations(), result.evaluations());
    }
}
