package dev.collimate.optim;

/**
 * Where a solver stands after a step, with all that its further steps depend on. Immutable: holders do not change the
 * arrays.
 *
 * @param iteration accepted steps so far; 0 at the start
 * @param evaluations of the function so far
 * @param point where the function was evaluated
 * @param evaluation value and gradient there; the value may be NaN or infinite after a step of fixed length
 * @param stepLength how far the last step moved the point (Euclidean norm)
 * @param memory what the solver needs beside the point to go on
 * @param ended why the solver can take no further step, or null
 */
public record SolverState(
        int iteration,
        int evaluations,
        double[] point,
        ValueAndGradient evaluation,
        double stepLength,
        SolverMemory memory,
        StopReason ended) {
    public double value() {
        return evaluation.value();
    }

    /** Whether value, gradient and point are all finite. */
    public boolean isFinite() {
        return evaluation.isFinite() && Points.isFinite(evaluation.gradient()) && Points.isFinite(point);
    }

    /** Whether the last step was cut short, see {@link SolverMemory#isShortened}. */
    boolean isShortened() {
        return memory != null && memory.isShortened();
    }

    /**
     * What the solver left, to take a further step with.
     *
     * @throws IllegalArgumentException if another solver left it, or there is no further step
     */
    <M extends SolverMemory> M memory(Class<M> type) {
        if (ended != null) {
            throw new IllegalArgumentException("there is no step after step " + iteration + ": " + ended.sentence());
        }
        return memory.as(type);
    }

    SolverState ended(StopReason reason, int evaluationsNow) {
        return new SolverState(iteration, evaluationsNow, point, evaluation, stepLength, memory, reason);
    }
}
