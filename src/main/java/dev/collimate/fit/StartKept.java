package dev.collimate.fit;

import dev.collimate.optim.BestPoint;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, in a warning and in the reason why a search ended, that its start is the result though it took steps. */
final class StartKept {
    private static final Logger LOG = LoggerFactory.getLogger(StartKept.class);

    private StartKept() {}

    /** A result whose best point is the start. */
    static SolverResult said(SolverResult result) {
        return said(result, "");
    }

    /** A result whose best point is the start by the rows held out. */
    static SolverResult saidByHeldOut(SolverResult result) {
        return said(result, " on the rows held out");
    }

    private static SolverResult said(SolverResult result, String where) {
        if (result.iterations() == 0) {
            return result;
        }
        StopReason reason = result.stopReason();
        StopReason said = new StopReason(
                reason.name(),
                reason.sentence() + "; the start is kept, as no step led lower" + where,
                reason.failure());
        LOG.warn("the model is the start of the search: {}", said.sentence());
        return new SolverResult(
                result.best(), said, result.objectiveHistory(), result.iterations(), result.evaluations());
    }

    /** The start in place of a best point of a higher value. */
    static SolverResult instead(SolverResult result, double[] start) {
        double value = result.objectiveHistory().get(0);
        return said(new SolverResult(
                new BestPoint(0, start, value, value),
                result.stopReason(),
                result.objectiveHistory(),
                result.iterations(),
                result.evaluations()));
    }
}
