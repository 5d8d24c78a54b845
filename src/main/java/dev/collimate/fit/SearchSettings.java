package dev.collimate.fit;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the minimum is sought; the parameters of the same names say more.
 *
 * @param solver one of {@link Solvers#NAMES}
 * @param initMode one of {@link StartPoint#INIT_MODES}
 * @param initialModel path of the model to start from, in place of initMode
 * @param stepSize empty where the solver chooses
 * @param pullTo empty for the start
 */
public record SearchSettings(
        String solver,
        String initMode,
        Optional<String> initialModel,
        int maxIter,
        double tol,
        double gradientTol,
        OptionalDouble stepSize,
        double regParam,
        Optional<String> pullTo,
        long seed) {}
