package dev.collimate.loss;

import static dev.collimate.Vectors.random;
import static dev.collimate.Vectors.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.loss.LossLawsTest.Subject;
import dev.collimate.math.Precision;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Zero, tiny, huge, parallel and opposite vectors. */
class LossEdgesTest {
    static Stream<Subject> subjects() {
        return LossLawsTest.subjects();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void zeroPredictionsCountAsOrthogonalWithoutGradientAndAreCounted(Subject subject) {
        double[] actual = {0, 0, 5};
        for (Precision precision : Precision.values()) {
            LossRow zero = subject.at(precision, new double[3], actual);
            assertThat(zero.value())
                    .isEqualTo(subject.at(precision, new double[] {1, 0, 0}, actual)
                            .value());
            assertThat(zero.radians()).isEqualTo(Math.PI / 2);
            assertThat(zero.gradient()).containsOnly(0);
            assertThat(zero.undirected()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void exactlyParallelAndOppositeRowsHaveNoGradient(Subject subject) {
        for (Precision precision : Precision.values()) {
            for (double factor : new double[] {1, -1, 3, -5, 0.125, 7 * 0x1p40}) {
                double[] actual = {3, -1, 4, 1, -5, 9, 2};
                LossRow row = subject.at(precision, times(factor, actual), actual);
                assertThat(row.radians()).isEqualTo(factor > 0 || subject.loss().isAxial() ? 0 : Math.PI);
                assertThat(row.gradient()).containsOnly(0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void finiteFloatsOfAnyLengthNeverGiveNaNOrInfinity(Subject subject) {
        finite(subject, Precision.FLOAT, 1e-45, 1e-42, 1e-38, 1e-30, 1, 1e30, 1e38);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void finiteDoublesOfAnyLengthNeverGiveNaNOrInfinity(Subject subject) {
        finite(subject, Precision.DOUBLE, 4.9e-324, 1e-310, 1e-300, 1e-150, 1, 1e150, 1e300, 1.7e308);
    }

    private static void finite(Subject subject, Precision precision, double... lengths) {
        double[][] directions = {
            {1, 0, 0}, {1, 1e-9, 0}, {-1, 1e-9, 0}, {-1, 0, 0}, {0.5, 0.5, 0}, {0, 0, 1}, {1, 1e-17, 0}
        };
        for (double predicted : lengths) {
            for (double actual : lengths) {
                for (double[] direction : directions) {
                    LossRow row = subject.at(precision, times(predicted, direction), times(actual, directions[0]));
                    assertThat(row.value()).isFinite();
                    assertThat(row.radians()).isBetween(0.0, Math.PI);
                    assertThat(Arrays.stream(row.gradient())).allMatch(Double::isFinite);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void lengthsFromTinyToHugeKeepTheValue(Subject subject) {
        double[] prediction = random(1, 9, 1);
        double[] actual = random(2, 9, 1);
        double inDouble = subject.at(prediction, actual).value();
        double inFloat = subject.at(Precision.FLOAT, prediction, actual).value();
        for (double factor : new double[] {1e-30, 1e-10, 1e10, 1e30}) {
            assertThat(subject.at(times(factor, prediction), times(1 / factor, actual))
                            .value())
                    .isCloseTo(inDouble, within(1e-14));
            assertThat(subject.at(Precision.FLOAT, times(factor, prediction), times(1 / factor, actual))
                            .value())
                    .isCloseTo(inFloat, within(1e-6));
        }
        for (double factor : new double[] {1e-305, 1e-150, 1e150, 1e305}) {
            assertThat(subject.at(times(factor, prediction), times(1 / factor, actual))
                            .value())
                    .isCloseTo(inDouble, within(1e-14));
        }
    }

    @Test
    void predictionsThatAreNotFiniteShowInTheSums() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            LossRow row = LossRow.of(new CosineLoss(), new double[] {1, bad}, new double[] {1, 2});
            assertThat(row.value()).isNaN();
            assertThat(row.undirected()).isZero();
        }
    }

    /** 1 - c at 1e-9 degrees is 1.5e-22; from the cosine it would be 0. */
    @Test
    void valuesNearZeroKeepTheirDigits() {
        double radians = Math.toRadians(1e-9);
        LossRow row = LossRow.of(new CosineLoss(), new double[] {1, radians}, new double[] {2, 0});
        assertThat(row.value()).isCloseTo(radians * radians / 2, within(1e-15 * radians * radians));
        LossRow opposite = LossRow.of(new AxialLoss(), new double[] {-1, radians}, new double[] {2, 0});
        assertThat(opposite.value()).isEqualTo(row.value());
    }
}
