package dev.collimate.optim;

/** Decoupled weight decay: moves a point towards a reference, apart from any gradient. */
public interface Decay {
    /** Moves {@code point}, in place, by {@code share} of its way to the reference. */
    void apply(double[] point, double share);

    /** No decay. */
    static Decay none() {
        return (point, share) -> {};
    }
}
