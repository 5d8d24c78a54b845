package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.Activation;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.objective.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number is a function of the seed, the layer and its place alone, so that each can be told beforehand. */
class RandomHiddenLayersTest {
    private static final long SEED = 11;
    private static final List<Integer> SIZES = List.of(3, 4, 5, 5, 2);
    /** The last input does not vary. */
    private static final double[][] INPUTS = {{1, 20, 5}, {3, -10, 5}, {2, 40, 5}, {-4, 0, 5}};

    private static final double[] WEIGHTS = {0.5, 1, 2, 0.25};

    private static RandomHiddenLayers layers(PerceptronMap map) {
        DoubleMatrix inputs = new DoubleMatrix(4, 3);
        DoubleMatrix actuals = new DoubleMatrix(4, 2);
        for (int i = 0; i < 4; i++) {
            inputs.setRow(i, INPUTS[i]);
            actuals.setRow(i, new double[] {1, i});
        }
        return RandomHiddenLayers.of(
                map, new Centring(Rows.moments(inputs, actuals, WEIGHTS, 4).inputMoment(), map.fitIntercept()), SEED);
    }

    /** The mean of an input, by weight. */
    private static double mean(int j) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < 4; i++) {
            sum += WEIGHTS[i] * INPUTS[i][j];
            weight += WEIGHTS[i];
        }
        return sum / weight;
    }

    /** 1 / the root of the mean square around {@code centre}; 0 for an input that is nothing but that. */
    private static double scale(int j, double centre) {
        double squares = 0;
        double weight = 0;
        for (int i = 0; i < 4; i++) {
            squares += WEIGHTS[i] * (INPUTS[i][j] - centre) * (INPUTS[i][j] - centre);
            weight += WEIGHTS[i];
        }
        return squares == 0 ? 0 : 1 / Math.sqrt(squares / weight);
    }

    private static double[] view(RandomHiddenLayers layers, String name) {
        double[] parameters = layers.parameters();
        return layers.map()
                .layout()
                .view(new DoubleMatrix(parameters, 0, 1, parameters.length), name)
                .toDoubleArray();
    }

    @ParameterizedTest
    @CsvSource({"RELU, true, 2", "GELU, true, 2", "TANH, true, 1", "RELU, false, 2"})
    void everyNumberFollowsFromTheSeedTheLayerAndItsPlace(Activation activation, boolean intercept, double gain) {
        RandomHiddenLayers layers = layers(new PerceptronMap(SIZES, activation, intercept, true));
        for (int layer = 1; layer <= 3; layer++) {
            int columns = SIZES.get(layer - 1);
            double[] weights = new double[SIZES.get(layer) * columns];
            double[] intercepts = new double[SIZES.get(layer)];
            double variance = (layer == 1 ? 1 : gain) / columns;
            for (int i = 0; i < intercepts.length; i++) {
                intercepts[i] = HashRandom.gaussian(HashRandom.bits(SEED, 2 * layer + 1), i) / 2;
                for (int j = 0; j < columns; j++) {
                    int place = i * columns + j;
                    weights[place] = Math.sqrt(variance) * HashRandom.gaussian(HashRandom.bits(SEED, 2 * layer), place);
                    if (layer == 1) {
                        double centre = intercept ? mean(j) : 0;
                        weights[place] *= scale(j, centre);
                        intercepts[i] -= weights[place] * centre;
                    }
                }
            }
            assertThat(view(layers, PerceptronMap.weights(layer))).containsExactly(weights, within(1e-12));
            if (intercept) {
                assertThat(view(layers, PerceptronMap.intercept(layer))).containsExactly(intercepts, within(1e-12));
            }
        }
    }

    @Test
    void theLastLayerAndTheResidualAreZero() {
        RandomHiddenLayers layers = layers(new PerceptronMap(SIZES, Activation.RELU, true, true));
        assertThat(view(layers, PerceptronMap.weights(4))).containsOnly(0);
        assertThat(view(layers, PerceptronMap.intercept(4))).containsOnly(0);
        assertThat(view(layers, PerceptronMap.RESIDUAL)).containsOnly(0);
    }

    @Test
    void noTwoLayersShareTheirNumbers() {
        RandomHiddenLayers layers = layers(new PerceptronMap(List.of(3, 3, 3, 3, 3, 2), Activation.TANH, true, false));
        for (int layer = 2; layer <= 4; layer++) {
            double[] own = view(layers, PerceptronMap.weights(layer));
            for (int other = 1; other < layer; other++) {
                assertThat(own).doesNotContain(view(layers, PerceptronMap.weights(other)), within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void inputsAreMeasuredByTheirDeviationFromTheMeanOrWithoutInterceptsFromZero(boolean intercept) {
        RandomHiddenLayers layers = layers(new PerceptronMap(SIZES, Activation.RELU, intercept, false));
        for (int j = 0; j < 3; j++) {
            double centre = intercept ? mean(j) : 0;
            assertThat(layers.means()[j]).isCloseTo(centre, within(1e-12));
            assertThat(layers.scales()[j]).isCloseTo(scale(j, centre), within(1e-12));
        }
    }
}
