package dev.collimate.optim;

/** A function that can tell, by a dearer evaluation, an approximate inverse Hessian at a point as well. */
public interface CurvedFunction extends SmoothFunction {
    /** Value and gradient at a point, and a preconditioner for its neighbourhood; null where they are not finite. */
    record Curved(ValueAndGradient evaluation, Preconditioner preconditioner) {}

    /**
     * As {@link #evaluate}, with a preconditioner.
     *
     * @param shift at least 0; added to every eigenvalue of the Hessian that the preconditioner inverts
     */
    Curved evaluateWithCurvature(double[] point, double shift);

    /**
     * Where a search begins.
     *
     * @param evaluations that were taken to find it
     */
    record Start(double[] point, ValueAndGradient evaluation, Preconditioner preconditioner, int evaluations) {
        public Start(double[] point, Curved curved, int evaluations) {
            this(point, curved.evaluation(), curved.preconditioner(), evaluations);
        }
    }

    /**
     * As {@link #evaluateWithCurvature} without a shift, at the start of a search, about which more may be known.
     *
     * @return {@code point}, or one of a lower value
     */
    default Start evaluateStart(double[] point) {
        return new Start(point, evaluateWithCurvature(point, 0), 1);
    }
}
