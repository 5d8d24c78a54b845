package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    private static double[] start(PerceptronMap map) {
        return PAIRS.closedForms().leastSquares(map, 3, 0).parameters();
    }

    private static double[] predictions(VectorMap map, double[] parameters) {
        return map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                .forward(Precision.DOUBLE.rowVector(parameters), PAIRS.block().inputs())
                .toDoubleArray();
    }
}
