package dev.collimate.fit;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the minimum is sought; the parameters of the same names say more.
 *
 * @param solver one of {@link Solvers#NAMES}
 * @param initMode one of {@link StartPoint#INIT_MODES}
 * @param initialModel path of the model to start from, in place of initMode
 * @param maxIter empty for {@link #DEFAULT_MAX_ITER}; present, it asks for a search where a closed form would do
 * @param stepSize empty where the solver chooses
 * @param ridge empty where the map has its own
 * @param pullTo empty for the start
 */
public record SearchSettings(
        String solver,
        String initMode,
        Optional<String> initialModel,
        OptionalInt maxIter,
        double tol,
        double gradientTol,
        OptionalDouble stepSize,
        double regParam,
        Optional<Ridge> ridge,
        Optional<String> pullTo,
        long seed) {
    /** Most accepted steps where none are asked for. */
    public static final int DEFAULT_MAX_ITER = 100;

    /** Most accepted steps of a search. */
    public int steps() {
        return maxIter.orElse(DEFAULT_MAX_ITER);
    }
}
