package dev.collimate.optim;

/**
 * Where a solver stands after a step. Immutable: holders do not change the arrays.
 *
 * @param iteration accepted steps so far; 0 at the start
 * @param evaluations of the function so far
 * @param point where the function was evaluated
 * @param evaluation value and gradient there; the value may be NaN or infinite after a step of fixed length
 * @param stepLength how far the last step moved the point (Euclidean norm)
 * @param ended why the solver can take no further step, or null
 */
public record SolverState(
        int iteration, int evaluations, double[] point, Evaluation evaluation, double stepLength, StopReason ended) {
    public double value() {
        return evaluation.value();
    }

    /** Whether value, gradient and point are all finite. */
    public boolean isFinite() {
        return evaluation.isFinite() && Points.isFinite(evaluation.gradient()) && Points.isFinite(point);
    }

    SolverState ended(StopReason reason, int evaluationsNow) {
        return new SolverState(iteration, evaluationsNow, point, evaluation, stepLength, reason);
    }
}
