package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows made to break the angle, beside exact arithmetic. */
class RowAnglesExactTest {
    /** Angles below this may count as 0; a gradient is still one to descend along. */
    private static final double LEAST_ANGLE = 1e-21;

    /** A kind of rows: draws one row and its partner, of the number of elements asked for. */
    record Family(String name, Precision precision, List<Integer> dims, IntFunction<AdversarialRows.Row> rows) {
        @Override
        public String toString() {
            return name + ", " + precision;
        }
    }

    static Stream<Family> families() {
        return Arrays.stream(Precision.values()).flatMap(precision -> {
            AdversarialRows draws = new AdversarialRows(precision);
            return Stream.of(
                    new Family("any directions", precision, List.of(1, 2, 3, 65, 384, 4096), draws::independent),
                    new Family("any angle", precision, List.of(2, 3, 65, 384, 4096), draws::atAnyAngle),
                    new Family("around the switch at 26 degrees", precision, List.of(2, 65, 4096), draws::atTheSwitch),
                    new Family("nearly parallel", precision, List.of(2, 3, 65, 4096), draws::nearlyParallel),
                    new Family("nearly opposite", precision, List.of(2, 3, 65, 4096), draws::nearlyOpposite),
                    new Family("few values, whose roundings add up", precision, List.of(64, 65, 384, 4096), draws::few),
                    new Family(
                            "multiples, some off by the last bit", precision, List.of(1, 2, 65, 4096), draws::lastBits),
                    new Family("orthogonal by cancellation", precision, List.of(2, 8, 384), draws::cancelling),
                    new Family("elements of all sizes", precision, List.of(2, 3, 8, 65), draws::mixed),
                    new Family("of all sizes, nearly multiples", precision, List.of(2, 3, 8, 65), draws::mixedParallel),
                    new Family("no number too small or too large", precision, List.of(1, 2, 3, 8, 40), draws::bits));
        });
    }

    @ParameterizedTest
    @MethodSource("families")
    void anglesAreRightToTheLastDigits(Family family) {
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
    @MethodSource("families")
    void gradientsAreRightAtEveryAngle(Family family) {
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

    private static void forEachRow(Family family, Check check) {
        RowAngles angles = new RowAngles();
        for (int dim : family.dims()) {
            for (int i = 0; i < (dim > 1000 ? 4 : 60); i++) {
                AdversarialRows.Row row = family.rows().apply(dim);
                Matrix a = family.precision().rowVector(row.a());
                Matrix b = family.precision().rowVector(row.b());
                if (angles.moveTo(a, b, 0)) {
                    check.accept(a, b, angles, new ExactAngle(a.toDoubleArray(), b.toDoubleArray()));
                }
            }
        }
    }
}
