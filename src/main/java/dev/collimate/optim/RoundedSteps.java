package dev.collimate.optim;

/**
 * Steps whose promise lies within the rounding error of a value, so that slopes decide about them: worth taking for as
 * long as what full steps promise goes on falling.
 *
 * @param leastPromise the least slope of a full step, without its sign; infinite before the first
 * @param waited such steps since
 */
public record RoundedSteps(double leastPromise, int waited) {
    static final RoundedSteps NONE = new RoundedSteps(Double.POSITIVE_INFINITY, 0);

    /** Near a minimum a promise falls by a factor a step; so many without a new least one, and gradients are noise. */
    private static final int PATIENCE = 3;

    boolean isOver() {
        return waited >= PATIENCE;
    }

    RoundedSteps with(double promise) {
        return promise < leastPromise ? new RoundedSteps(promise, 0) : new RoundedSteps(leastPromise, waited + 1);
    }
}
