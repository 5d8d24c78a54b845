package dev.collimate.optim;

/**
 * What a solver remembers of a run beside the point where it stands: momentum, moments, pairs of L-BFGS, counters. Opaque
 * to all but the solver that left it. It is a public record of numbers, booleans, arrays of double, lists and records of
 * these, so that it can be written and read without knowing the solver; a {@link Preconditioner} alone is not plain.
 * Immutable: neither solvers nor holders change its arrays, and states of one run may share them.
 */
public interface SolverMemory {
    /**
     * This memory as what a solver left.
     *
     * @throws IllegalArgumentException if another solver left it
     */
    default <M extends SolverMemory> M as(Class<M> type) {
        if (!type.isInstance(this)) {
            throw new IllegalArgumentException("the state was left by another solver: its memory is "
                    + shortName(getClass()) + ", but " + shortName(type)
                    + " is needed; go on with the solver that left it");
        }
        return type.cast(this);
    }

    /**
     * Whether the last step was cut to less than half of the full one, where the value rose: that it changed the value by
     * little then does not say that little is left.
     */
    default boolean isShortened() {
        return false;
    }

    private static String shortName(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
