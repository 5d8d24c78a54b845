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

    /** As {@link #evaluateWithCurvature} without a shift, where a search starts, about which more may be known. */
    default Curved evaluateStart(double[] point) {
        return evaluateWithCurvature(point, 0);
    }
}
