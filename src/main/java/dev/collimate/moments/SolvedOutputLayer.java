package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A perceptron of random hidden layers whose last layer, and residual, are solved; see {@link OutputProblem}.
 *
 * @param parameters of the map
 * @param rank of the inputs' second moments, 1 for an intercept among it; empty without a residual
 * @param ridge of the weights of the hidden units
 * @param predictions over all rows, where they were asked for
 */
public record SolvedOutputLayer(
        double[] parameters, OptionalInt rank, RidgeChoice ridge, Optional<SpreadSums> predictions) {
    /**
     * Solves. With a choice of the ridge, each is solved for from the rows that are not held back and judged on those that
     * are; the best then serves all rows.
     *
     * @param folds of the hidden layers; used up
     * @param ridge at least 0; empty to choose, for which rows must have been held back
     * @throws ArithmeticException if the ridge is too small for units that depend on each other
     */
    public static SolvedOutputLayer of(
            RandomHiddenLayers layers, HiddenFolds folds, OptionalDouble ridge, BlasChoice choice) {
        return of(layers, folds, ridge, choice, false);
    }

    /**
     * As {@link #of(RandomHiddenLayers, HiddenFolds, OptionalDouble, BlasChoice)}.
     *
     * @param spread whether the moments of predictions are asked for, which take an intercept
     * @throws IllegalArgumentException if they are, but the map has none
     */
    public static SolvedOutputLayer of(
            RandomHiddenLayers layers, HiddenFolds folds, OptionalDouble ridge, BlasChoice choice, boolean spread) {
        boolean centred = layers.map().fitIntercept();
        if (spread && !centred) {
            throw new IllegalArgumentException("moments of predictions are around a mean, for which the map "
                    + layers.map().description().sentence() + " has no intercept");
        }
        RidgeChoice chosen =
                ridge.isPresent() ? RidgeChoice.given(ridge.getAsDouble()) : choose(folds, centred, choice);
        HiddenSums all = folds.held() == null ? folds.solved() : folds.solved().merge(folds.held());
        OutputProblem problem = new OutputProblem(all, centred, choice);
        List<DoubleMatrix> weights = problem.weights(chosen.ridge());
        return new SolvedOutputLayer(
                problem.parameters(layers, weights),
                problem.rank(),
                chosen,
                spread ? Optional.of(SolvedPredictions.of(problem, all, weights, Blas.of(choice))) : Optional.empty());
    }

    private static RidgeChoice choose(HiddenFolds folds, boolean centred, BlasChoice choice) {
        OutputProblem problem = new OutputProblem(folds.solved(), centred, choice);
        HeldBack held = new HeldBack(problem, folds.held(), Blas.of(choice));
        return RidgeChoice.least(ridge -> {
            try {
                return held.meanSquaredError(problem.weights(ridge));
            } catch (ArithmeticException e) {
                // Units that depend on each other need a larger ridge.
                return Double.POSITIVE_INFINITY;
            }
        });
    }

    /** Whether there are rows to solve from and rows to judge by. */
    public static boolean canChoose(HiddenFolds folds) {
        return folds.held() != null
                && folds.held().weight() > 0
                && folds.solved().weight() > 0;
    }
}
