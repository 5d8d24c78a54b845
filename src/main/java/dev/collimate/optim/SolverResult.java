package dev.collimate.optim;

import java.util.List;

/**
 * How a minimisation ended.
 *
 * @param best the last finite point whose value was the lowest up to there, but for its rounding error; under early
 *     stopping the first of the lowest validation score; the start if none other is finite
 * @param stopReason why it ended
 * @param objectiveHistory the value at the start and after every accepted step
 * @param iterations accepted steps
 * @param evaluations of the function
 */
public record SolverResult(
        BestPoint best, StopReason stopReason, List<Double> objectiveHistory, int iterations, int evaluations) {
    public SolverResult {
        objectiveHistory = List.copyOf(objectiveHistory);
    }

    /** With the best point in other coordinates. */
    public SolverResult at(double[] point) {
        BestPoint moved = new BestPoint(best.iteration(), point, best.value(), best.score());
        return new SolverResult(moved, stopReason, objectiveHistory, iterations, evaluations);
    }
}
