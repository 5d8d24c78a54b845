package dev.collimate.loss;

import static dev.collimate.GoldenReference.matrix;
import static dev.collimate.GoldenReference.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.GoldenReference;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Per-row losses, means and gradients beside another library's autograd in float64. */
class GoldenLossTest {
    /** One loss over one block; {@code name} is as in the file, with the margin behind it where there is one. */
    record Case(JsonNode block, String name, JsonNode expected) {
        AngularLoss loss() {
            return Losses.of(name.split(" ")[0], expected.path("margin").asDouble(0));
        }

        double[] targets() {
            return expected.has("target") ? vector(expected.get("target")) : null;
        }

        @Override
        public String toString() {
            return name + ", " + block.get("rows") + " x " + block.get("dim");
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (JsonNode block : GoldenReference.section("losses")) {
            for (Map.Entry<String, JsonNode> loss : block.get("losses").properties()) {
                cases.add(new Case(block, loss.getKey(), loss.getValue()));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doublesMeetTheReferenceWithinTwelveDigits(Case golden) {
        check(golden, Precision.DOUBLE, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void floatsMeetTheReferenceWithinFiveDigits(Case golden) {
        check(golden, Precision.FLOAT, 1e-5);
    }

    private static void check(Case golden, Precision precision, double tolerance) {
        JsonNode expected = golden.expected();
        double[] ones = new double[golden.block().get("rows").intValue()];
        Arrays.fill(ones, 1);
        double[] perRow = vector(expected.get("perRow"));
        for (int i = 0; i < perRow.length; i++) {
            assertThat(rowLoss(golden, precision, i))
                    .as("row %d", i)
                    .isCloseTo(perRow[i], relative(perRow[i], tolerance));
        }
        checkMean(golden, precision, null, "mean", "gradientOfMean", tolerance);
        checkMean(golden, precision, ones, "mean", "gradientOfMean", tolerance);
        if (expected.has("weightedMean")) {
            double[] weights = vector(golden.block().get("weights"));
            checkMean(golden, precision, weights, "weightedMean", "gradientOfWeightedMean", tolerance);
        }
    }

    private static double rowLoss(Case golden, Precision precision, int row) {
        Matrix predictions = matrix(golden.block().get("predicted"), precision).rowRange(row, row + 1);
        Matrix actuals = matrix(golden.block().get("actual"), precision).rowRange(row, row + 1);
        double[] targets = golden.targets() == null ? null : new double[] {golden.targets()[row]};
        LossSums sums = new LossSums();
        golden.loss().evaluate(predictions, actuals, null, targets, predictions, sums);
        return sums.loss();
    }

    private static void checkMean(
            Case golden, Precision precision, double[] weights, String mean, String gradientName, double tolerance) {
        Matrix predictions = matrix(golden.block().get("predicted"), precision);
        Matrix actuals = matrix(golden.block().get("actual"), precision);
        Matrix gradient = precision.zeros(predictions.rows(), predictions.columns());
        LossSums sums = new LossSums();
        golden.loss().evaluate(predictions, actuals, weights, golden.targets(), gradient, sums);
        double expectedMean = golden.expected().get(mean).doubleValue();
        assertThat(sums.loss() / sums.weight()).isCloseTo(expectedMean, relative(expectedMean, tolerance));
        for (int i = 0; i < gradient.rows(); i++) {
            double[] expectedRow = vector(golden.expected().get(gradientName).get(i));
            double length = Math.sqrt(Arrays.stream(expectedRow).map(g -> g * g).sum());
            for (int j = 0; j < expectedRow.length; j++) {
                assertThat(gradient.get(i, j) / sums.weight())
                        .as("gradient (%d, %d)", i, j)
                        .isCloseTo(expectedRow[j], within(tolerance * length));
            }
        }
    }

    private static Offset<Double> relative(double expected, double tolerance) {
        return within(tolerance * Math.abs(expected));
    }
}
