package dev.collimate.optim;

/** A differentiable function of a point; one evaluation is one pass over whatever data is behind it. */
public interface SmoothFunction {
    /** Number of elements of a point. */
    int dimension();

    /**
     * Value and gradient at {@code point}, which is neither kept nor changed. The value may be infinite or NaN; solvers
     * treat such a point as out of bounds.
     */
    ValueAndGradient evaluate(double[] point);

    /** How far from each other two values near {@code value} may lie by rounding alone; at least 0. */
    default double roundingError(double value) {
        return Math.ulp(value);
    }
}
