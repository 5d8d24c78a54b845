package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.Activation;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerceptronMethodsTest {
    private static final long SEED = 4;
    /** The last input does not vary. */
    private static final double[][] INPUTS = {{1, 20, 5}, {3, -10, 5}, {2, 40, 5}, {-4, 0, 5}, {0, 1, 5}};

    private static final double[] WEIGHTS = {0.5, 1, 2, 0.25, 3};

    private static PerceptronMap map(boolean intercept, boolean residual, Integer... layers) {
        return new PerceptronMap(List.of(layers), Activation.TANH, intercept, residual);
    }

    private static MapMethods methods(PerceptronMap map) {
        return MapMethodsFactory.of(map);
    }

    private static ClosedForms forms() {
        DoubleMatrix inputs = new DoubleMatrix(5, 3);
        for (int i = 0; i < 5; i++) {
            inputs.setRow(i, INPUTS[i]);
        }
        return Rows.closedForms(inputs, Rows.gaussian(5, 2, 6), WEIGHTS);
    }

    @Test
    void whatAPerceptronCanDoFollowsFromItsLayers() {
        for (PerceptronMap map : List.of(map(true, true, 3, 2), map(false, false, 3, 4, 2))) {
            assertThat(methods(map).hasClosedForm()).isTrue();
            assertThat(methods(map).suitsAdam()).isTrue();
        }
        assertThat(methods(map(true, false, 3, 2)).hasHiddenLayers()).isFalse();
        assertThat(methods(map(true, false, 3, 2)).hasPreconditioner()).isFalse();
        assertThat(methods(map(true, false, 3, 4, 2)).hasPreconditioner()).isTrue();
        assertThat(methods(map(true, false, 3, 4, 2)).hasHiddenLayers()).isTrue();
        assertThat(methods(map(true, false, 3, 4, 2)).hasLeastSquares()).isFalse();
        assertThat(methods(map(true, true, 3, 4, 2)).hasLeastSquares()).isTrue();
        assertThat(methods(map(true, false, 3, 2)).hasLeastSquares()).isTrue();
        assertThat(methods(map(true, false, 3, 4, 2)).canSpread()).isTrue();
        assertThat(methods(map(false, false, 3, 4, 2)).canSpread()).isFalse();
    }

    @Test
    void startsAreThoseOfTheMoments() {
        PerceptronMap map = map(true, true, 3, 4, 2);
        assertThat(methods(map).start(forms(), SEED)).containsExactly(forms().standardisedStart(map, SEED));
        ClosedForms.LeastSquares solved = methods(map).leastSquares(forms(), 0.5, null, SEED);
        assertThat(solved.parameters())
                .containsExactly(forms().leastSquares(map, SEED, 0.5).parameters());
        // Two inputs vary, and the intercept counts one.
        assertThat(solved.rank()).isEqualTo(3);
    }

    /** 1 / (the root of the mean square, around the mean if there is an intercept, times the root of the inputs' number). */
    private static double scale(int j, boolean intercept) {
        double weight = Arrays.stream(WEIGHTS).sum();
        double mean = 0;
        for (int i = 0; i < 5 && intercept; i++) {
            mean += WEIGHTS[i] * INPUTS[i][j] / weight;
        }
        double variance = 0;
        for (int i = 0; i < 5; i++) {
            variance += WEIGHTS[i] * (INPUTS[i][j] - mean) * (INPUTS[i][j] - mean) / weight;
        }
        return variance < 1e-20 ? 0 : 1 / Math.sqrt(3 * variance);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void onlyWeightsOfInputsAreMeasuredByTheInputs(boolean intercept, boolean residual) {
        PerceptronMap map = map(intercept, residual, 3, 4, 2);
        double[] scales = methods(map).scales(forms()).orElseThrow();
        DoubleMatrix expected = new DoubleMatrix(1, map.layout().size());
        Arrays.fill(expected.data(), 1);
        double[] row = {scale(0, intercept), scale(1, intercept), scale(2, intercept)};
        for (int i = 0; i < 4; i++) {
            map.layout().view(expected, PerceptronMap.weights(1)).setRow(i, row);
        }
        for (int i = 0; i < 2 && residual; i++) {
            map.layout().view(expected, PerceptronMap.RESIDUAL).setRow(i, row);
        }
        assertThat(scales).containsExactly(expected.data(), within(1e-12));
    }
}
