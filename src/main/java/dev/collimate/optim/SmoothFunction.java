package dev.collimate.optim;

/** A differentiable function of a point; one evaluation is one pass over whatever data is behind it. */
public interface SmoothFunction {
    /** Number of elements of a point. */
    int dimension();

    /**
     * Value and gradient at {@code point}, which is neither kept nor changed. The value may be infinite or NaN; solvers
     * treat such a point as out of bounds.
     */
    Evaluation evaluate(double[] point);

    /** Relative rounding error of values, at most 1: where a smaller share of a value is at stake, solvers stop. */
    default double relativeError() {
        return Math.ulp(1.0) / 2;
    }
}
