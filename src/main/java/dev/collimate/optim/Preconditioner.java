package dev.collimate.optim;

/** An approximation of an inverse Hessian: symmetric, positive semidefinite, cheap to apply. */
public interface Preconditioner {
    /** The product with {@code gradient}, which is not changed, as a new array. */
    double[] apply(double[] gradient);

    /** Length of a gradient. */
    int dimension();
}
