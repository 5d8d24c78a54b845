package dev.collimate.optim;

/** An approximation of an inverse Hessian: symmetric, positive semidefinite, cheap to apply. */
public interface Preconditioner {
    /** The product with {@code gradient}, which is not changed, as a new array. */
    double[] apply(double[] gradient);

    /**
     * Whether curvature may be far above what this is the inverse of, so that its steps are to be shortened by what the last
     * step showed.
     */
    default boolean isRough() {
        return false;
    }

    /** Length of a gradient. */
    int dimension();
}
