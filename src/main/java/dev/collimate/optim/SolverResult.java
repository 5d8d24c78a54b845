package dev.collimate.optim;

import java.util.List;

/**
 * How a minimisation ended.
 *
 * @param best the finite point of the lowest value, or of the lowest validation score under early stopping; the start
 *     if none other is finite
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
}
