package dev.collimate.objective;

import static dev.collimate.GoldenReference.matrix;
import static dev.collimate.GoldenReference.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.GoldenReference;
import dev.collimate.data.PairBlock;
import dev.collimate.gradcheck.GradientCheck;
import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.Losses;
import dev.collimate.loss.Reduction;
import dev.collimate.map.MapDescription;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.optim.ValueAndGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks with the loss back-propagated through them, beside another library's autograd in float64. */
class GoldenNetworkTest {
    private static final Blas BLAS = Blas.of(BlasChoice.JAVA);

    /** A network and its rows. */
    record Network(JsonNode golden) {
        PerceptronMap map() {
            List<Integer> layers = IntStream.range(0, golden.get("layers").size())
                    .mapToObj(k -> golden.get("layers").get(k).intValue())
                    .toList();
            return (PerceptronMap)
                    Maps.create(MapDescription.of("mlp", layers.get(0), layers.get(layers.size() - 1), true)
                            .withLayers(layers, golden.get("activation").textValue()));
        }

        double[] flat(String weights, String intercepts) {
            PerceptronMap map = map();
            DoubleMatrix flat = new DoubleMatrix(1, map.layout().size());
            for (int layer = 1; layer <= map.depth(); layer++) {
                map.layout()
                        .view(flat, PerceptronMap.weights(layer))
                        .copyFrom(matrix(golden.get(weights).get(layer - 1), Precision.DOUBLE));
                map.layout()
                        .view(flat, PerceptronMap.intercept(layer))
                        .setRow(0, vector(golden.get(intercepts).get(layer - 1)));
            }
            return flat.data();
        }

        PairBlock block(Precision precision) {
            double[] targets = new double[golden.get("x").size()];
            Arrays.setAll(targets, i -> i % 2 == 0 ? 1 : -1);
            return new PairBlock(matrix(golden.get("x"), precision), matrix(golden.get("y"), precision), null, targets);
        }

        LocalFunction function(AngularLoss loss, Precision precision) {
            AngularObjective objective = new AngularObjective(map(), loss, Reduction.MEAN);
            return new LocalFunction(objective, BlasChoice.JAVA, precision, List.of(block(precision)));
        }

        @Override
        public String toString() {
            return golden.get("activation").textValue() + " " + golden.get("layers");
        }
    }

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>();
        GoldenReference.section("networks").forEach(golden -> networks.add(new Network(golden)));
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void predictionsMeetTheReference(Network network) {
        Matrix inputs = network.block(Precision.DOUBLE).inputs();
        Matrix parameters = Precision.DOUBLE.rowVector(network.flat("weights", "biases"));

        Matrix predictions = network.map()
                .newWorkspace(BLAS, Precision.DOUBLE, inputs.rows())
                .forward(parameters, inputs);

        assertThat(predictions.toDoubleArray())
                .containsExactly(
                        matrix(network.golden().get("predicted"), Precision.DOUBLE)
                                .toDoubleArray(),
                        within(1e-13));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void lossAndGradientOfDoublesMeetTheReferenceWithinTenDigits(Network network) {
        check(network, Precision.DOUBLE, 1e-10);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void lossAndGradientOfFloatsMeetTheReferenceWithinFiveDigits(Network network) {
        check(network, Precision.FLOAT, 1e-5);
    }

    /** The reference has the cosine loss only. */
    @ParameterizedTest
    @MethodSource("networks")
    void everyLossIsCarriedBackAsItsDifferencesAre(Network network) {
        for (String name : Losses.names()) {
            double error = GradientCheck.relativeError(
                    network.map(),
                    Losses.of(name, 0.1),
                    network.flat("weights", "biases"),
                    network.block(Precision.DOUBLE));
            assertThat(error).as(name).isLessThanOrEqualTo(GradientCheck.TOLERANCE);
        }
    }

    private static void check(Network network, Precision precision, double tolerance) {
        ValueAndGradient evaluation =
                network.function(Losses.of("cosine", 0), precision).evaluate(network.flat("weights", "biases"));

        double expected = network.golden().get("loss").doubleValue();
        assertThat(evaluation.value()).isCloseTo(expected, within(tolerance * expected));
        double[] gradient = network.flat("weightGradients", "biasGradients");
        double length = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        assertThat(evaluation.gradient()).containsExactly(gradient, within(tolerance * length));
    }
}
