package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.UnitVectors;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.optim.ValueAndGradient;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReducedRankRegressionTest {
    private static final int DIM = 6;
    private static final int ROWS = 300;
    private static final PlantedPairs NOISY = pairs(0.6);

    private static PlantedPairs pairs(double noise) {
        LinearMap map = new LinearMap(DIM, DIM, true);
        return PlantedPairs.of(map, map.initialParameters(4), ROWS, noise, 8);
    }

    private static double[] start(PlantedPairs pairs, LowRankMap map) {
        return pairs.closedForms().reducedRank(map, 0).parameters();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void atFullRankItIsLeastSquares(boolean intercept) {
        LowRankMap map = new LowRankMap(DIM, DIM, DIM, intercept, false);
        double[] full = NOISY.closedForms().leastSquares(intercept, 0).parameters();

        assertThat(predictions(map, start(NOISY, map)))
                .containsExactly(predictions(new LinearMap(DIM, DIM, intercept), full), within(1e-10));
    }

    /** What rank r leaves behind is what least squares does, and the variance of its predictions beyond the first r. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSquaresLeftBehindAreTheLeastPossible(boolean intercept) {
        LinearMap linear = new LinearMap(DIM, DIM, intercept);
        double[] full = NOISY.closedForms().leastSquares(intercept, 0).parameters();
        double[] variances = variances(predictions(linear, full), intercept);
        for (int rank = 1; rank <= DIM; rank++) {
            LowRankMap map = new LowRankMap(DIM, DIM, rank, intercept, false);
            double beyond = DoubleStream.of(variances).limit(DIM - rank).sum();
            assertThat(squares(map, start(NOISY, map), 1))
                    .as("rank %d", rank)
                    .isCloseTo(squares(linear, full, 1) + beyond, within(1e-10));
        }
    }

    /** However long x is beside y, and whichever multiple of x is the best part of y. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void besideTheIdentityNoNearbyShareLeavesLessBehind(double length) {
        LowRankMap made = new LowRankMap(DIM, DIM, 4, true, true);
        PlantedPairs pairs = scaled(PlantedPairs.of(made, made.initialParameters(2), ROWS, 0.6, 8), length);
        LowRankMap map = new LowRankMap(DIM, DIM, 2, true, true);
        double[] parameters = start(pairs, map);
        LowRankMap without = new LowRankMap(DIM, DIM, 2, true, false);
        double best = bestSquares(pairs, map, parameters);

        assertThat(best).isLessThanOrEqualTo(bestSquares(pairs, without, start(pairs, without)) * 1.01);
        for (double nearby : new double[] {0.8, 1.25}) {
            assertThat(best).isLessThan(bestSquares(pairs, map, withShare(map, parameters, nearby)));
        }
    }

    @Test
    void theStrengthOfADirectionIsSharedByItsFactors() {
        LowRankMap map = new LowRankMap(DIM, DIM, 3, true, false);
        Matrix flat = Precision.DOUBLE.rowVector(start(NOISY, map));
        Matrix outer = map.layout().view(flat, LowRankMap.OUTPUT_FACTOR);
        LinearMap inner = new LinearMap(DIM, 3, false);
        double[] projections = predictions(
                inner, map.layout().view(flat, LowRankMap.INPUT_FACTOR).toDoubleArray());
        for (int k = 0; k < 3; k++) {
            double squares = 0;
            for (int i = 0; i < DIM; i++) {
                squares += outer.get(i, k) * outer.get(i, k);
            }
            int column = k;
            double[] projection = new double[ROWS];
            Arrays.setAll(projection, i -> projections[i * 3 + column]);
            double mean = Arrays.stream(projection).average().orElseThrow();
            double variance = Arrays.stream(projection)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            assertThat(squares).isCloseTo(variance, within(1e-9));
        }
    }

    /** Actuals on a line of two directions have a least-squares solution of rank 1. */
    @Test
    void aRankAboveThatOfTheSolutionIsNoHarm() {
        LowRankMap made = new LowRankMap(DIM, DIM, 1, true, false);
        PlantedPairs pairs = PlantedPairs.of(made, made.initialParameters(2), ROWS, 0, 8);
        LowRankMap map = new LowRankMap(DIM, DIM, 4, true, false);

        double[] parameters = start(pairs, map);

        ValueAndGradient evaluation = pairs.function(map).evaluate(parameters);
        assertThat(evaluation.isFinite()).isTrue();
        assertThat(evaluation.value())
                .isCloseTo(pairs.function(made).evaluate(start(pairs, made)).value(), within(1e-9));
    }

    /** Where y is near -x the best multiple of x is negative, but x itself stays in the prediction. */
    @Test
    void inputsThatPointAwayFromActualsGiveAStartThatIsBetterThanNone() {
        PlantedPairs pairs = scaled(NOISY, 1);
        DoubleMatrix opposite = new DoubleMatrix(ROWS, DIM);
        for (int i = 0; i < opposite.size(); i++) {
            opposite.data()[i] = -((DoubleMatrix) pairs.block().inputs()).data()[i] + 0.1 * HashRandom.gaussian(9, i);
        }
        PlantedPairs away = new PlantedPairs(
                pairs.map(), pairs.planted(), new PairBlock(pairs.block().inputs(), opposite, null, null));
        LowRankMap map = new LowRankMap(DIM, DIM, DIM - 1, true, true);

        double loss = away.function(map).evaluate(start(away, map)).value();

        assertThat(loss).isLessThan(0.3);
    }

    /** An intercept takes off what an input is, and x is left of the share that the other inputs call for. */
    @Test
    void besideTheIdentityAConstantInputOfAnyLengthLeavesTheLoss() {
        LowRankMap map = new LowRankMap(DIM, DIM, 2, true, true);
        PlantedPairs shorter = withLastInput(0);
        PlantedPairs longer = withLastInput(1e9 / 3);
        double expected = shorter.function(map).evaluate(start(shorter, map)).value();

        double found = longer.function(map).evaluate(start(longer, map)).value();

        assertThat(found).isCloseTo(expected, within(1e-6));
    }

    /** Actuals mostly along inputs, in whose last place the same number is in every row. */
    private static PlantedPairs withLastInput(double constant) {
        DoubleMatrix inputs = new DoubleMatrix(NOISY.block().inputs().toDoubleArray(), 0, ROWS, DIM);
        DoubleMatrix actuals = new DoubleMatrix(ROWS, DIM);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < DIM; j++) {
                actuals.set(
                        i, j, 20 * inputs.get(i, j) + NOISY.block().actuals().get(i, j));
            }
            inputs.set(i, DIM - 1, constant);
        }
        return new PlantedPairs(NOISY.map(), NOISY.planted(), new PairBlock(inputs, actuals, null, null));
    }

    /** Mean of |y^ - t p|^2 with the best t. */
    private static double bestSquares(PlantedPairs pairs, LowRankMap map, double[] parameters) {
        double[] p = predictions(map, parameters, pairs.block());
        double[] y = unitActuals(pairs.block());
        double py = 0;
        double pp = 0;
        for (int i = 0; i < p.length; i++) {
            py += p[i] * y[i];
            pp += p[i] * p[i];
        }
        return squares(p, y, py / pp);
    }

    /** The same map with everything but x longer, which is x at another share. */
    private static double[] withShare(LowRankMap map, double[] parameters, double factor) {
        double[] changed = parameters.clone();
        Matrix flat = new DoubleMatrix(changed, 0, 1, changed.length);
        for (String name : new String[] {LowRankMap.OUTPUT_FACTOR, LowRankMap.INTERCEPT}) {
            Matrix view = map.layout().view(flat, name);
            for (int i = 0; i < view.rows(); i++) {
                for (int j = 0; j < view.columns(); j++) {
                    view.set(i, j, factor * view.get(i, j));
                }
            }
        }
        return changed;
    }

    private static PlantedPairs scaled(PlantedPairs pairs, double length) {
        DoubleMatrix inputs = new DoubleMatrix(ROWS, DIM);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.data()[i] = length * ((DoubleMatrix) pairs.block().inputs()).data()[i];
        }
        return new PlantedPairs(
                pairs.map(),
                pairs.planted(),
                new PairBlock(inputs, pairs.block().actuals(), null, null));
    }

    private static double squares(VectorMap map, double[] parameters, double factor) {
        return squares(predictions(map, parameters), unitActuals(NOISY.block()), factor);
    }

    private static double squares(double[] p, double[] y, double factor) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += (y[i] - factor * p[i]) * (y[i] - factor * p[i]);
        }
        return sum / ROWS;
    }

    private static double[] unitActuals(PairBlock block) {
        DoubleMatrix unit = new DoubleMatrix(ROWS, DIM);
        for (int i = 0; i < ROWS; i++) {
            WeightedProducts.copyRow(block.actuals(), i, UnitVectors.inverseNorm(block.actuals(), i), unit);
        }
        return unit.data();
    }

    private static double[] predictions(VectorMap map, double[] parameters) {
        return predictions(map, parameters, NOISY.block());
    }

    private static double[] predictions(VectorMap map, double[] parameters, PairBlock block) {
        return map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                .forward(Precision.DOUBLE.rowVector(parameters), block.inputs())
                .toDoubleArray();
    }

    /** Eigenvalues of the second moments of rows of {@link #DIM}, about their mean or about zero, ascending. */
    private static double[] variances(double[] rows, boolean centred) {
        DoubleMatrix matrix = new DoubleMatrix(rows.clone(), 0, ROWS, DIM);
        for (int j = 0; j < DIM && centred; j++) {
            double mean = 0;
            for (int i = 0; i < ROWS; i++) {
                mean += matrix.get(i, j) / ROWS;
            }
            for (int i = 0; i < ROWS; i++) {
                matrix.set(i, j, matrix.get(i, j) - mean);
            }
        }
        DoubleMatrix moments = new DoubleMatrix(DIM, DIM);
        Blas.of(BlasChoice.JAVA).gemm(true, false, 1.0 / ROWS, matrix, matrix, 0, moments);
        return LinearAlgebra.of(BlasChoice.JAVA).eigen(moments).values();
    }
}
