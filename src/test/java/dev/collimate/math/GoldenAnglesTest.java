package dev.collimate.math;

import static dev.collimate.GoldenReference.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.GoldenReference;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Angles from 0 to pi between vectors of lengths from 1e-12 to 1e12, beside 80-digit arithmetic. */
class GoldenAnglesTest {
    record Case(JsonNode json) {
        double[] a() {
            return vector(json.get("predicted"));
        }

        double[] b() {
            return vector(json.get("actual"));
        }

        boolean isFloat() {
            return json.get("type").textValue().equals("float32");
        }

        double radians() {
            return json.get("angleRadians").doubleValue();
        }

        @Override
        public String toString() {
            return json.get("type").textValue() + " x " + json.get("dim") + ", " + radians() + " rad";
        }
    }

    static Stream<Case> cases() {
        return StreamSupport.stream(GoldenReference.section("angles").spliterator(), false)
                .map(Case::new);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void angleIsRightToTheLastDigits(Case golden) {
        double allowed = 1e-15 + 4e-15 * golden.radians();
        assertThat(Angles.angle(golden.a(), golden.b())).isCloseTo(golden.radians(), within(allowed));
        if (golden.isFloat()) {
            assertThat(Angles.angle(floats(golden.a()), floats(golden.b())))
                    .isCloseTo(golden.radians(), within(allowed));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneMinusCosineKeepsItsDigits(Case golden) {
        double expected =
                golden.radians() == 0 ? 0 : golden.json().get("oneMinusCosine").doubleValue();
        assertThat(Angles.oneMinusCosine(golden.a(), golden.b())).isCloseTo(expected, within(2e-15 * expected));
        assertThat(Angles.chord(golden.a(), golden.b()))
                .isCloseTo(Math.sqrt(2 * expected), within(2e-15 * Math.sqrt(expected)));
        assertThat(Angles.cosine(golden.a(), golden.b())).isCloseTo(1 - expected, within(1e-15));
    }

    /** In the file, values at exactly 0 hold the noise of the last of 80 digits; the gradient is 0 by definition. */
    @ParameterizedTest
    @MethodSource("cases")
    void gradientOfTheAngleKeepsItsDigits(Case golden) {
        JsonNode json = golden.json().get("angleGradient");
        double[] expected = json.isNull() || golden.radians() == 0 ? new double[golden.a().length] : vector(json);
        assertRelative(gradientOfAngle(golden, Precision.DOUBLE), expected, 2e-15);
        if (golden.isFloat()) {
            assertRelative(gradientOfAngle(golden, Precision.FLOAT), expected, 1e-6);
        }
    }

    private static double[] gradientOfAngle(Case golden, Precision precision) {
        Matrix a = precision.rowVector(golden.a());
        Matrix b = precision.rowVector(golden.b());
        RowAngles angles = new RowAngles();
        angles.moveTo(a, b, 0);
        angles.writeGradient(angles.isTurnable() ? -1 / angles.sine() : 0, a, b, 0, a);
        return a.toDoubleArray();
    }

    private static void assertRelative(double[] actual, double[] expected, double tolerance) {
        double length = Math.sqrt(Arrays.stream(expected).map(g -> g * g).sum());
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(tolerance * length));
        }
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
