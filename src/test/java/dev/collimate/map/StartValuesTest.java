package dev.collimate.map;

import static dev.collimate.map.MapDescriptions.lowRank;
import static dev.collimate.map.MapDescriptions.perceptron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StartValuesTest {
    @Test
    void rectifyingLayersStartWithHesBoundAndAllOthersWithGlorots() {
        for (String rectifying : new String[] {"relu", "gelu"}) {
            VectorMap map = Maps.create(perceptron(rectifying, true, true, 50, 60, 40));
            requireUniform(map, PerceptronMap.weights(1), Math.sqrt(6.0 / 50));
            requireUniform(map, PerceptronMap.weights(2), Math.sqrt(6.0 / 100));
            requireUniform(map, PerceptronMap.RESIDUAL, Math.sqrt(6.0 / 90));
        }
        VectorMap tanh = Maps.create(perceptron("tanh", true, false, 50, 60, 40));
        requireUniform(tanh, PerceptronMap.weights(1), Math.sqrt(6.0 / 110));
        VectorMap lowRank = Maps.create(lowRank(50, 40, 30, true, false));
        requireUniform(lowRank, LowRankMap.INPUT_FACTOR, Math.sqrt(6.0 / 80));
        requireUniform(lowRank, LowRankMap.OUTPUT_FACTOR, Math.sqrt(6.0 / 70));
    }

    @Test
    void interceptsStartAtZero() {
        VectorMap map = Maps.create(perceptron("relu", true, false, 5, 6, 4));
        for (int layer = 1; layer <= 2; layer++) {
            assertThat(start(map, 3, PerceptronMap.intercept(layer)).toDoubleArray())
                    .containsOnly(0);
        }
    }

    @Test
    void anOrthogonalMapStartsWithAsMuchOfTheIdentityAsItHolds() {
        VectorMap narrower = Maps.create(MapDescription.of("orthogonal", 3, 2, true));
        assertThat(narrower.initialParameters(1)).containsExactly(1, 0, 0, 0, 1, 0, 0, 0);
        VectorMap wider = Maps.create(MapDescription.of("orthogonal", 2, 3, false));
        assertThat(wider.initialParameters(1)).containsExactly(1, 0, 0, 1, 0, 0);
    }

    @Test
    void equalSeedsStartAlikeAndOtherSeedsElsewhere() {
        VectorMap map = Maps.create(perceptron("gelu", true, true, 5, 6, 4));
        assertThat(map.initialParameters(1)).containsExactly(map.initialParameters(1));
        assertThat(map.initialParameters(1)).isNotEqualTo(map.initialParameters(2));
    }

    private static void requireUniform(VectorMap map, String name, double bound) {
        double[] values = start(map, 3, name).toDoubleArray();
        double variance = Arrays.stream(values).map(value -> value * value).sum() / values.length;
        assertThat(Arrays.stream(values)).allMatch(value -> Math.abs(value) <= bound);
        assertThat(variance).isCloseTo(bound * bound / 3, within(0.1 * bound * bound / 3));
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0, within(0.1 * bound));
    }

    private static Matrix start(VectorMap map, long seed, String name) {
        double[] parameters = map.initialParameters(seed);
        return map.layout().view(new DoubleMatrix(parameters, 0, 1, parameters.length), name);
    }
}
