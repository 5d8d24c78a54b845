package dev.collimate.optim;

/** How the learning rate changes over a run: a factor for every step. */
public interface Schedule {
    /**
     * The factor of a step.
     *
     * @param progress share of the run that lies before the step, in [0, 1)
     */
    double factor(double progress);

    /** 1 throughout. */
    static Schedule constant() {
        return progress -> 1;
    }

    /** Times {@code decay} after each of {@code stages} equal parts of the run but the last. */
    static Schedule step(int stages, double decay) {
        return progress -> Math.pow(decay, Math.floor(progress * stages));
    }

    /** Half a cosine wave from 1 down to 0 (Loshchilov and Hutter, "SGDR", 2017, without restarts). */
    static Schedule cosine() {
        return progress -> (1 + Math.cos(Math.PI * progress)) / 2;
    }

    /** Rises in a line over the first {@code share} of the run, then goes its way over the rest. */
    default Schedule warmUp(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the share of the warm-up must be in [0, 1), but was " + share);
        }
        return progress ->
                progress < share ? Math.max(progress / share, 1e-3) : factor((progress - share) / (1 - share));
    }
}
