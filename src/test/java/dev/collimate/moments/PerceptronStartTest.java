package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.objective.PlantedPairs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptronStartTest {
    private static final int ROWS = 500;
    private static final PlantedPairs PAIRS = pairs();

    /** Short inputs far from zero. */
    private static PlantedPairs pairs() {
        LinearMap map = new LinearMap(6, 4, true);
        DoubleMatrix inputs = PlantedPairs.random(8, ROWS, 6);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.data()[i] = 0.02 * inputs.data()[i] + 0.1;
        }
        return PlantedPairs.of(map, map.initialParameters(4), inputs, 0.3, 8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itPredictsWhatLeastSquaresDoes(boolean intercept) {
        double[] linear = PAIRS.closedForms().leastSquares(intercept, 0).parameters();
        double[] expected = predictions(new LinearMap(6, 4, intercept), linear);
        for (MapDescription description : new MapDescription[] {
            MapDescriptions.perceptron("gelu", intercept, true, 6, 9, 4),
            MapDescriptions.perceptron("relu", intercept, true, 6, 9, 5, 4),
            MapDescriptions.perceptron("relu", intercept, true, 6, 4),
            MapDescriptions.perceptron("relu", intercept, false, 6, 4)
        }) {
            PerceptronMap map = (PerceptronMap) Maps.create(description);
            assertThat(predictions(map, start(map))).containsExactly(expected, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstLayerSeesInputsOfMeanZeroAndVarianceOne(boolean residual) {
        PerceptronMap map = (PerceptronMap) Maps.create(MapDescriptions.perceptron("relu", true, residual, 6, 200, 4));
        Matrix start = Precision.DOUBLE.rowVector(
                residual ? start(map) : PAIRS.closedForms().standardisedStart(map, 3));
        LinearMap first = new LinearMap(6, 200, true);
        DoubleMatrix parameters = new DoubleMatrix(1, first.layout().size());
        first.layout().view(parameters, LinearMap.WEIGHTS).copyFrom(map.layout().view(start, PerceptronMap.weights(1)));
        first.layout()
                .view(parameters, LinearMap.INTERCEPT)
                .copyFrom(map.layout().view(start, PerceptronMap.intercept(1)));

        double[] inputsOfActivations = predictions(first, parameters.data());

        // He's start gives relus inputs of variance 2.
        double squares =
                Arrays.stream(inputsOfActivations).map(v -> v * v).average().orElseThrow();
        assertThat(squares).isBetween(1.6, 2.4);
        for (int unit = 0; unit < 200; unit++) {
            double mean = 0;
            for (int i = 0; i < ROWS; i++) {
                mean += inputsOfActivations[i * 200 + unit] / ROWS;
            }
            assertThat(mean).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void inputsThatDoNotVaryGiveAFiniteStart() {
        LinearMap made = new LinearMap(6, 4, true);
        PlantedPairs constant = PlantedPairs.of(made, made.initialParameters(4), new DoubleMatrix(20, 6), 0.3, 8);
        PerceptronMap map = (PerceptronMap) Maps.create(MapDescriptions.perceptron("tanh", true, true, 6, 5, 4));

        assertThat(Arrays.stream(constant.closedForms().leastSquares(map, 1, 0).parameters()))
                .allMatch(Double::isFinite);
    }

    /** Beside an input of any length that never moves, and beside none, the first layer sees the others alike. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e9 / 3})
    void aConstantInputGetsNoWeightAndLeavesThoseOfOthers(double constant) {
        PerceptronMap map = (PerceptronMap) Maps.create(MapDescriptions.perceptron("tanh", true, false, 6, 5, 4));
        double[] expected = firstWeights(map, withLastInput(0).standardisedStart(map, 3));

        double[] found = firstWeights(map, withLastInput(constant).standardisedStart(map, 3));

        assertThat(found).containsExactly(expected, within(1e-9));
        for (int unit = 0; unit < 5; unit++) {
            assertThat(found[unit * 6 + 5]).isZero();
        }
    }

    /** Products of inputs below a deviation of 1e-30 leave float32's range. */
    @Test
    void inputsTooShortToCountLeaveTheStartAsItIs() {
        DoubleMatrix inputs = PlantedPairs.random(8, 20, 6);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.data()[i] *= 1e-32;
        }
        LinearMap made = new LinearMap(6, 4, true);
        PlantedPairs tiny = PlantedPairs.of(made, made.initialParameters(4), inputs, 0.3, 8);
        PerceptronMap map = (PerceptronMap) Maps.create(MapDescriptions.perceptron("tanh", true, false, 6, 5, 4));

        assertThat(tiny.closedForms().standardisedStart(map, 3)).containsExactly(map.initialParameters(3));
    }

    /** Of {@link #PAIRS} with the same number in the last place of every input. */
    private static ClosedForms withLastInput(double constant) {
        DoubleMatrix inputs = new DoubleMatrix(PAIRS.block().inputs().toDoubleArray(), 0, ROWS, 6);
        for (int i = 0; i < ROWS; i++) {
            inputs.set(i, 5, constant);
        }
        PairBlock block = new PairBlock(inputs, PAIRS.block().actuals(), null, null);
        return new PlantedPairs(PAIRS.map(), PAIRS.planted(), block).closedForms();
    }

    private static double[] firstWeights(PerceptronMap map, double[] parameters) {
        return map.layout()
                .view(Precision.DOUBLE.rowVector(parameters), PerceptronMap.weights(1))
                .toDoubleArray();
    }

    private static double[] start(PerceptronMap map) {
        return PAIRS.closedForms().leastSquares(map, 3, 0).parameters();
    }

    private static double[] predictions(VectorMap map, double[] parameters) {
        return map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                .forward(Precision.DOUBLE.rowVector(parameters), PAIRS.block().inputs())
                .toDoubleArray();
    }
}
