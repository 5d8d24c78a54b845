package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows made to break the angle, beside exact arithmetic. */
class RowAnglesExactTest {
    /** Angles below this may count as 0; a gradient is still one to descend along. */
    private static final double LEAST_ANGLE = 1e-21;

    @ParameterizedTest
    @MethodSource("dev.collimate.math.AdversarialRows#families")
    void anglesAreRightToTheLastDigits(AdversarialRows.Family family) {
        forEachRow(family, (a, b, angles, exact) -> {
            double radians = angles.angle();
            assertThat(Math.abs(exact.error(radians)))
                    .as("%s elements, %s radians", a.columns(), exact.radians())
                    .isLessThanOrEqualTo(1e-15 + 4e-15 * exact.radians());
            if (exact.sine() > 1e-15) {
                assertThat(angles.sine()).isCloseTo(exact.sine(), within(1e-14 * exact.sine()));
            }
        });
    }

    /** The gradient of the angle, the only one that does not vanish towards 0 and 180 degrees: its length is 1 / |a|. */
    @ParameterizedTest
    @MethodSource("dev.collimate.math.AdversarialRows#families")
    void gradientsAreRightAtEveryAngle(AdversarialRows.Family family) {
        forEachRow(family, (a, b, angles, exact) -> {
            double[] gradient = gradientOfAngle(a, b, angles);
            if (!angles.isTurnable()) {
                assertThat(exact.sine()).isLessThan(LEAST_ANGLE);
                assertThat(gradient).containsOnly(0);
            } else if (exact.gradientLength() < largest(family.precision()) / 4) {
                assertThat(exact.errorOfGradient(gradient))
                        .as("%s elements, %s radians", a.columns(), exact.radians())
                        .isLessThanOrEqualTo(tolerance(family.precision(), exact.sine()));
            } else {
                assertThat(Arrays.stream(gradient)).allMatch(Double::isFinite);
            }
        });
    }

    private static double tolerance(Precision precision, double sine) {
        if (sine < LEAST_ANGLE) {
            return 1e-3;
        }
        return precision == Precision.DOUBLE && sine > 1e-15 ? 1e-14 : 1e-6;
    }

    private static double[] gradientOfAngle(Matrix a, Matrix b, RowAngles angles) {
        Matrix gradient = a.precision().zeros(1, a.columns());
        angles.writeGradient(-1 / angles.sine(), a, b, 0, gradient);
        return gradient.toDoubleArray();
    }

    private static double largest(Precision precision) {
        return precision == Precision.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    }

    private interface Check {
        void accept(Matrix a, Matrix b, RowAngles angles, ExactAngle exact);
    }

    private static void forEachRow(AdversarialRows.Family family, Check check) {
        RowAngles angles = new RowAngles();
        family.pairs().forEach(pair -> {
            Matrix a = family.precision().rowVector(pair.a());
            Matrix b = family.precision().rowVector(pair.b());
            if (angles.moveTo(a, b, 0)) {
                check.accept(a, b, angles, new ExactAngle(a.toDoubleArray(), b.toDoubleArray()));
            }
        });
    }
}
