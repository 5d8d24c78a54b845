package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.MapDescription;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Precision;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
    private static final int ROWS = 60;
    private static final int DIM = 4;

    private final DoubleMatrix inputs = Rows.gaussian(ROWS, DIM, 1);
    private final DoubleMatrix actuals = Rows.gaussian(ROWS, DIM, 2);
    private final double[] weights = weights();

    private static double[] weights() {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> HashRandom.uniform(3, i));
        return weights;
    }

    static List<VectorMap> maps() {
        return List.of(
                Maps.create(MapDescription.of("linear", DIM, DIM, true)),
                Maps.create(MapDescription.of("low-rank", DIM, DIM, true).withRank(3)),
                Maps.create(MapDescription.of("mlp", DIM, DIM, true).withLayers(List.of(DIM, 6, DIM), "tanh")),
                Maps.create(MapDescription.of("mlp", DIM, DIM, true)
                        .withLayers(List.of(DIM, 6, DIM), "tanh")
                        .withResidual(true)));
    }

    /** p' = mean y^ + matrix (p - mean p), row by row. */
    @ParameterizedTest
    @MethodSource("maps")
    void theLastLayerTakesUpTheSpread(VectorMap map) {
        double[] parameters = parameters(map);
        SpreadSums sums = sums(map, parameters);
        Spread spread = spread(sums, 0.6, 1.25);
        double[] mean = sums.mean(sums.actuals);
        double[] predicted = sums.mean(sums.predictions);
        DoubleMatrix before = predictions(map, parameters);
        DoubleMatrix after = predictions(map, MapMethodsFactory.of(map).spread(parameters, spread, BlasChoice.JAVA));
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < DIM; i++) {
                double expected = mean[i];
                for (int j = 0; j < DIM; j++) {
                    expected += spread.matrix().get(i, j) * (before.get(row, j) - predicted[j]);
                }
                assertThat(after.get(row, i)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void atOnePredictionsHaveTheCovarianceOfTheActualsWhereTheyVary(VectorMap map) {
        double[] parameters = parameters(map);
        SpreadSums before = sums(map, parameters);
        Spread spread = spread(before, 1, 1);
        SpreadSums after = sums(map, MapMethodsFactory.of(map).spread(parameters, spread, BlasChoice.JAVA));
        DoubleMatrix actual = after.covariance(after.actuals);
        DoubleMatrix predicted = after.covariance(after.predictions);
        if (map.name().equals("low-rank")) {
            // Three of four directions vary: the fourth stays as it is, and no element is blown up.
            assertThat(predicted.get(0, 0)).isLessThanOrEqualTo(actual.get(0, 0) * (1 + 1e-6));
        } else {
            // The 1e-9 of the largest eigenvalue that is added to each shows where one is small.
            assertThat(predicted.toDoubleArray()).containsExactly(actual.toDoubleArray(), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void momentsOfInputsGiveThoseOfPredictionsWhereTheMapIsLinear(VectorMap map) {
        double[] parameters = parameters(map);
        SpreadSums expected = sums(map, parameters);
        MapMethods methods = MapMethodsFactory.of(map);
        ClosedForms forms = new ClosedForms(Rows.moments(inputs, actuals, weights, 25), BlasChoice.JAVA);
        if (methods.hasHiddenLayers()) {
            assertThatThrownBy(() -> methods.predictions(forms, parameters, expected.actuals, BlasChoice.JAVA))
                    .isInstanceOf(IllegalStateException.class);
            return;
        }
        SpreadSums found = methods.predictions(forms, parameters, expected.actualMoment(), BlasChoice.JAVA);
        for (int i = 0; i < expected.arrays().size(); i++) {
            assertThat(found.arrays().get(i)).containsExactly(expected.arrays().get(i), within(1e-12 * ROWS));
        }
    }

    @Test
    void spreadsOfSeveralMapsAreThoseOfEachAlone() {
        Spreads shared = new Spreads(BlasChoice.JAVA);
        List<Double> amounts = List.of(0.5, 0.0, 0.75);
        for (VectorMap map : maps()) {
            SpreadSums sums = sums(map, parameters(map));
            List<Spread> found = shared.of(sums, amounts, 1.25);
            for (int k = 0; k < amounts.size(); k++) {
                Spread alone = spread(sums, amounts.get(k), 1.25);
                assertThat(found.get(k).matrix().data())
                        .containsExactly(alone.matrix().data());
                assertThat(found.get(k).shift()).containsExactly(alone.shift());
            }
        }
    }

    @Test
    void atZeroOnlyTheScaleCounts() {
        VectorMap map = maps().get(0);
        SpreadSums sums = sums(map, parameters(map));
        Spread spread = spread(sums, 0, 1.5);
        for (int i = 0; i < DIM; i++) {
            for (int j = 0; j < DIM; j++) {
                assertThat(spread.matrix().get(i, j)).isEqualTo(i == j ? 1.5 * sums.fittingScale() : 0);
            }
        }
    }

    /** An angle does not see how long predictions are, so what spreads them must not either. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void theLengthOfPredictionsDoesNotMatter(double amount) {
        VectorMap map = maps().get(0);
        double[] parameters = parameters(map);
        double[] shorter = Arrays.stream(parameters).map(value -> 0.01 * value).toArray();
        assertThat(spread(map, shorter, amount).toDoubleArray())
                .containsExactly(spread(map, parameters, amount).toDoubleArray(), within(1e-9));
    }

    private static Spread spread(SpreadSums sums, double amount, double scale) {
        return new Spreads(BlasChoice.JAVA).of(sums, amount, scale);
    }

    private DoubleMatrix spread(VectorMap map, double[] parameters, double amount) {
        Spread spread = spread(sums(map, parameters), amount, 1.5);
        return predictions(map, MapMethodsFactory.of(map).spread(parameters, spread, BlasChoice.JAVA));
    }

    @Test
    void predictionsThatPointAwayAreNotSpread() {
        VectorMap map = maps().get(0);
        double[] opposite = Arrays.stream(parameters(map)).map(value -> -value).toArray();
        assertThatThrownBy(() -> spread(sums(map, opposite), 0.5, 1)).isInstanceOf(ArithmeticException.class);
    }

    /** Parameters whose predictions point towards the actuals, on the whole. */
    private double[] parameters(VectorMap map) {
        double[] parameters = map.initialParameters(5);
        for (int seed = 6; sums(map, parameters).agreement[0] <= 0; seed++) {
            parameters = map.initialParameters(seed);
        }
        return parameters;
    }

    @Test
    void mapsWithoutALastLayerOfTheirOwnDoNotTakeItUp() {
        for (VectorMap map : List.of(
                Maps.create(MapDescription.of("orthogonal", DIM, DIM, true)),
                Maps.create(MapDescription.of("linear", DIM, DIM, false)),
                Maps.create(MapDescription.of("low-rank", DIM, DIM, true)
                        .withRank(2)
                        .withResidual(true)))) {
            assertThat(MapMethodsFactory.of(map).canSpread()).isFalse();
        }
    }

    private SpreadSums sums(VectorMap map, double[] parameters) {
        SpreadPass pass = new SpreadPass(DIM, Blas.of(BlasChoice.JAVA), ROWS);
        DoubleMatrix predictions = predictions(map, parameters);
        for (int from = 0; from < ROWS; from += 25) {
            int until = Math.min(ROWS, from + 25);
            pass.add(
                    new PairBlock(
                            inputs.rowRange(from, until),
                            actuals.rowRange(from, until),
                            Arrays.copyOfRange(weights, from, until),
                            null),
                    predictions.rowRange(from, until));
        }
        return pass.sums();
    }

    private DoubleMatrix predictions(VectorMap map, double[] parameters) {
        return (DoubleMatrix) map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                .forward(new DoubleMatrix(parameters, 0, 1, parameters.length), inputs);
    }
}
