package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of doubles beside published digits, functions of floats beside those of doubles. */
class FunctionsTest {
    private interface FloatFunction {
        float at(float x);
    }

    /** Digits of the normal distribution function and density from 40-digit arithmetic. */
    @Test
    void geluOfDoublesIsTheExactForm() {
        double[][] xValueSlope = {
            {1, 0.8413447460685429486, 1.083315470587686298},
            {-1, -0.1586552539314570514, -0.08331547058768629838},
            {0.125, 0.06871727810376411162, 0.5992179356982065785},
            {-3, -0.00404969409489028358, -0.011945647204183927},
            {-8, -4.976768459417427299e-15, -3.979607261086795989e-14},
            {5, 4.999998566742140604, 1.000007146946001792},
            {0, 0, 0.5},
            {1e-25, 5e-26, 0.5},
            {-1e25, 0, 0},
            {1e25, 1e25, 1}
        };
        for (double[] row : xValueSlope) {
            assertThat(DoubleFunctions.gelu(row[0])).isCloseTo(row[1], within(1e-13 * Math.abs(row[1])));
            assertThat(DoubleFunctions.geluSlope(row[0])).isCloseTo(row[2], within(1e-13 * Math.abs(row[2])));
        }
    }

    @Test
    void theTangentOfFloatsIsWithinItsRelativeError() {
        forEach(x -> {
            double exact = Math.tanh(x);
            assertThat((double) FloatFunctions.tanh(x)).isCloseTo(exact, within(3e-7 * Math.abs(exact)));
            assertThat(FloatFunctions.tanh(x)).isBetween(-1f, 1f);
        });
    }

    @Test
    void geluOfFloatsIsWithinItsError() {
        requireWithin(1e-6, FloatFunctions::gelu, DoubleFunctions::gelu);
        requireWithin(5e-7, FloatFunctions::geluSlope, DoubleFunctions::geluSlope);
    }

    @Test
    void largeFloatsGoToTheLimit() {
        for (float x : new float[] {10, 1e10f, 1e30f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            assertThat(FloatFunctions.tanh(x)).isEqualTo(1);
            assertThat(FloatFunctions.tanh(-x)).isEqualTo(-1);
            assertThat(FloatFunctions.gelu(x)).isEqualTo(x);
            assertThat(FloatFunctions.gelu(-x)).isCloseTo(0, within(1e-6f));
            assertThat(FloatFunctions.geluSlope(x)).isCloseTo(1, within(1e-6f));
            assertThat(FloatFunctions.geluSlope(-x)).isCloseTo(0, within(1e-6f));
        }
    }

    private static void requireWithin(double error, FloatFunction function, DoubleUnaryOperator exact) {
        forEach(x -> assertThat((double) function.at(x)).isCloseTo(exact.applyAsDouble(x), within(error)));
    }

    private interface Check {
        void at(float x);
    }

    /** From -12 to 12 in small steps, and numbers towards 0. */
    private static void forEach(Check check) {
        for (int i = -120_000; i <= 120_000; i++) {
            check.at(i * 1e-4f);
        }
        for (float x = 1; x > 0; x /= 3) {
            check.at(x);
            check.at(-x);
        }
    }
}
