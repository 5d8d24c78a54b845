package dev.collimate.loss;

import static dev.collimate.GoldenReference.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.GoldenReference;
import dev.collimate.Vectors;
import dev.collimate.math.Precision;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses of the angle, and the cosine loss near its goal, beside 80-digit arithmetic. */
class GoldenAngleLossTest {
    static Stream<JsonNode> angles() {
        return StreamSupport.stream(GoldenReference.section("angles").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("angles")
    void valuesKeepTheirDigits(JsonNode golden) {
        double radians = golden.get("angleRadians").doubleValue();
        double allowed = 1e-15 + 4e-15 * radians;
        double oneMinusCosine = radians == 0 ? 0 : golden.get("oneMinusCosine").doubleValue();
        for (Precision precision : precisions(golden)) {
            assertThat(row(golden, precision, new AngleLoss()).value()).isCloseTo(radians, within(allowed));
            assertThat(row(golden, precision, new SquaredAngleLoss()).value())
                    .isCloseTo(radians * radians / 2, within(1e-12 * radians * radians));
            assertThat(row(golden, precision, new CosineLoss()).value())
                    .isCloseTo(oneMinusCosine, within(1e-12 * oneMinusCosine));
        }
    }

    /** That of half the squared angle is the angle times that of the angle; both are 0 at exactly 0 and pi. */
    @ParameterizedTest
    @MethodSource("angles")
    void gradientsKeepTheirDigits(JsonNode golden) {
        double radians = golden.get("angleRadians").doubleValue();
        JsonNode json = golden.get("angleGradient");
        double[] angle =
                json.isNull() || radians == 0 ? new double[golden.get("dim").intValue()] : vector(json);
        for (Precision precision : precisions(golden)) {
            double tolerance = precision == Precision.FLOAT ? 1e-5 : 1e-12;
            assertClose(row(golden, precision, new AngleLoss()).gradient(), angle, tolerance);
            assertClose(
                    row(golden, precision, new SquaredAngleLoss()).gradient(),
                    Vectors.times(radians, angle),
                    tolerance);
        }
    }

    /** Vectors of float64 are other vectors once they are rounded to float. */
    private static Precision[] precisions(JsonNode golden) {
        return golden.get("type").textValue().equals("float32")
                ? Precision.values()
                : new Precision[] {Precision.DOUBLE};
    }

    private static LossRow row(JsonNode golden, Precision precision, AngularLoss loss) {
        return LossRow.of(loss, precision, vector(golden.get("predicted")), vector(golden.get("actual")), 1);
    }

    private static void assertClose(double[] found, double[] expected, double tolerance) {
        assertThat(Vectors.length(Vectors.plus(found, -1, expected)))
                .isLessThanOrEqualTo(tolerance * Vectors.length(expected));
    }
}
