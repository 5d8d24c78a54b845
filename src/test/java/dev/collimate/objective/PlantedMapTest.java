package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.Activation;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Solver;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every map is found again from pairs that it made, up to what an angle does not see. */
class PlantedMapTest {
    private static final int ROWS = 400;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLinearMapIsFoundUpToItsLength(boolean intercept) {
        LinearMap map = new LinearMap(5, 4, intercept);
        PlantedPairs pairs = PlantedPairs.of(map, random(map, 1), ROWS, 0, 3);
        double[] start = pairs.closedForms().leastSquares(intercept, 0).parameters();

        double[] found = fit(pairs, map, LimitedMemoryBfgs.preconditioned(10), start);

        requireEqual(unit(found), unit(pairs.planted()), 1e-6);
    }

    @Test
    void anOrthogonalMapIsFoundAsItIs() {
        for (int[] dims : new int[][] {{4, 4}, {3, 5}}) {
            LinearMap map = new LinearMap(dims[0], dims[1], false);
            double[] planted = PlantedPairs.of(map, random(map, 5), ROWS, 0, 3)
                    .closedForms()
                    .orthogonal();
            PlantedPairs pairs = PlantedPairs.of(map, planted, ROWS, 0, 7);

            requireEqual(pairs.closedForms().orthogonal(), planted, 1e-12);
        }
    }

    /** U V and b up to a common length: the factors themselves can be mixed at will. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theProductOfLowRankFactorsIsFoundUpToItsLength(boolean intercept) {
        LowRankMap map = (LowRankMap) Maps.create(MapDescriptions.lowRank(6, 5, 2, intercept, false));
        PlantedPairs pairs = PlantedPairs.of(map, random(map, 1), ROWS, 0, 3);
        double[] start = pairs.closedForms().reducedRank(map, 0).parameters();

        double[] found = fit(pairs, map, LimitedMemoryBfgs.preconditioned(10), start);

        requireEqual(unit(linear(map, found)), unit(linear(map, pairs.planted())), 1e-6);
    }

    /** The x that is added says how long everything else is. */
    @Test
    void theProductOfLowRankFactorsBesideTheIdentityIsFoundAsItIs() {
        LowRankMap map = (LowRankMap) Maps.create(MapDescriptions.lowRank(6, 6, 2, true, true));
        PlantedPairs pairs = PlantedPairs.of(map, random(map, 1), ROWS, 0, 3);
        double[] start = pairs.closedForms().reducedRank(map, 0).parameters();

        double[] found = fit(pairs, map, LimitedMemoryBfgs.preconditioned(10), start);

        requireEqual(linear(map, found), linear(map, pairs.planted()), 1e-5);
    }

    /** A larger perceptron finds the directions of a smaller one, whose own parameters have no part in it. */
    @ParameterizedTest
    @EnumSource
    void theDirectionsOfAPerceptronAreFound(Activation activation) {
        VectorMap planted = Maps.create(MapDescriptions.perceptron(activation.optionName(), true, false, 3, 2, 3));
        PlantedPairs pairs = PlantedPairs.of(planted, random(planted, 1), ROWS, 0, 3);
        for (boolean residual : new boolean[] {false, true}) {
            PerceptronMap map = (PerceptronMap)
                    Maps.create(MapDescriptions.perceptron(activation.optionName(), true, residual, 3, 16, 3));
            double[] start =
                    residual ? pairs.closedForms().leastSquares(map, 2, 0).parameters() : map.initialParameters(2);

            double[] found = fit(pairs, map, LimitedMemoryBfgs.plain(10), start);

            double rootMeanSquareAngle =
                    Math.sqrt(2 * pairs.function(map).evaluate(found).value());
            assertThat(Math.toDegrees(rootMeanSquareAngle)).isLessThan(0.3);
        }
    }

    private static double[] fit(PlantedPairs pairs, VectorMap map, Solver solver, double[] start) {
        return new Minimizer(solver, List.of(StopRule.divergence(), StopRule.maxIter(400)), state -> {})
                .minimize(pairs.function(map), start)
                .best()
                .point();
    }

    /** U V, row by row, and b behind it. */
    private static double[] linear(LowRankMap map, double[] parameters) {
        Matrix flat = new DoubleMatrix(parameters, 0, 1, parameters.length);
        Matrix inner = map.layout().view(flat, LowRankMap.INPUT_FACTOR);
        Matrix outer = map.layout().view(flat, LowRankMap.OUTPUT_FACTOR);
        LinearMap linear = new LinearMap(map.inputDim(), map.outputDim(), map.fitIntercept());
        DoubleMatrix product = new DoubleMatrix(1, linear.layout().size());
        Matrix weights = linear.layout().view(product, LinearMap.WEIGHTS);
        for (int i = 0; i < map.outputDim(); i++) {
            for (int j = 0; j < map.inputDim(); j++) {
                for (int k = 0; k < map.rank(); k++) {
                    weights.set(i, j, weights.get(i, j) + outer.get(i, k) * inner.get(k, j));
                }
            }
        }
        if (map.fitIntercept()) {
            linear.layout()
                    .view(product, LinearMap.INTERCEPT)
                    .copyFrom(map.layout().view(flat, LowRankMap.INTERCEPT));
        }
        return product.data();
    }

    /** Start values, with small random intercepts. */
    private static double[] random(VectorMap map, long seed) {
        double[] parameters = map.initialParameters(seed);
        for (ParameterLayout.Entry entry : map.layout().entries()) {
            for (int i = entry.offset(); entry.intercept() && i < entry.offset() + entry.size(); i++) {
                parameters[i] = 0.3 * HashRandom.gaussian(seed, i);
            }
        }
        return parameters;
    }

    private static double[] unit(double[] vector) {
        double norm = 0;
        for (double element : vector) {
            norm = Math.hypot(norm, element);
        }
        double[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] /= norm;
        }
        return unit;
    }

    private static void requireEqual(double[] found, double[] expected, double tolerance) {
        assertThat(found).containsExactly(expected, within(tolerance));
    }
}
