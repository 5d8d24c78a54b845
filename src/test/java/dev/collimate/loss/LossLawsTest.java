package dev.collimate.loss;

import static dev.collimate.Vectors.dot;
import static dev.collimate.Vectors.exactDot;
import static dev.collimate.Vectors.length;
import static dev.collimate.Vectors.plus;
import static dev.collimate.Vectors.random;
import static dev.collimate.Vectors.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.AdversarialRows;
import dev.collimate.math.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every loss at every pair of vectors. */
class LossLawsTest {
    private static final int[] DIMS = {2, 3, 8, 65};

    /** Angles to a random direction, from nearly parallel to nearly opposite. */
    private static final double[] ANGLES = {1e-9, 1e-6, 1e-3, 0.1, 0.45, 0.46, 1, 1.57, 2, 2.68, 2.7, 3, 3.14, 3.1415926
    };

    /** A rounded vector is another vector: its angle differs by about 1e-15 radians. */
    private static final Offset<Double> ROUNDING = within(1e-14);

    private static final Map<String, double[]> RANGES = Map.of(
            "cosine", new double[] {0, 2},
            "negative-cosine", new double[] {-1, 1},
            "axial", new double[] {0, 1},
            "absolute-cosine", new double[] {0, 1},
            "angle", new double[] {0, Math.PI},
            "squared-angle", new double[] {0, Math.PI * Math.PI / 2},
            "cosine-embedding", new double[] {0, 2});

    /** A loss, with the target of its rows where it has one. */
    record Subject(AngularLoss loss, double target) {
        LossRow at(Precision precision, double[] prediction, double[] actual) {
            return LossRow.of(loss, precision, prediction, actual, target);
        }

        LossRow at(double[] prediction, double[] actual) {
            return at(Precision.DOUBLE, prediction, actual);
        }

        @Override
        public String toString() {
            return loss.usesTarget() ? loss + " of target " + (int) target : loss.name();
        }
    }

    static Stream<Subject> subjects() {
        return Stream.concat(
                Losses.names().stream().map(name -> new Subject(Losses.of(name, 0.25), 1)),
                Stream.of(
                        new Subject(Losses.of("cosine-embedding", 0.25), -1),
                        new Subject(Losses.of("cosine-embedding", -1), -1)));
    }

    /** A prediction and an actual at a known angle. */
    record Pair(double[] prediction, double[] actual, double radians) {}

    static List<Pair> pairs() {
        return Arrays.stream(DIMS)
                .boxed()
                .flatMap(dim -> Arrays.stream(ANGLES).mapToObj(radians -> pair(dim, radians)))
                .toList();
    }

    private static Pair pair(int dim, double radians) {
        double[] actual = random(dim, dim, 1.5);
        double[] other = random(1000 + dim, dim, 1);
        double[] aside = plus(other, -dot(other, actual) / dot(actual, actual), actual);
        double[] prediction =
                plus(times(Math.cos(radians) / length(actual), actual), Math.sin(radians) / length(aside), aside);
        return new Pair(times(0.3, prediction), actual, radians);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void doublingAVectorChangesNoBitOfTheValue(Subject subject) {
        for (Precision precision : Precision.values()) {
            for (Pair pair : pairs()) {
                double value =
                        subject.at(precision, pair.prediction(), pair.actual()).value();
                for (double power : new double[] {0x1p-60, 0.5, 0x1p60}) {
                    assertThat(subject.at(precision, times(power, pair.prediction()), pair.actual())
                                    .value())
                            .isEqualTo(value);
                    assertThat(subject.at(precision, pair.prediction(), times(power, pair.actual()))
                                    .value())
                            .isEqualTo(value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void scalingAVectorKeepsTheValueAndDividesTheGradient(Subject subject) {
        for (Pair pair : pairs()) {
            LossRow row = subject.at(pair.prediction(), pair.actual());
            for (double factor : new double[] {1e-30, 0.7, 1e30, 1e-150, 1e150}) {
                LossRow longer = subject.at(times(factor, pair.prediction()), pair.actual());
                assertThat(longer.value()).isCloseTo(row.value(), ROUNDING);
                assertThat(longer.gradientLength() * factor)
                        .isCloseTo(row.gradientLength(), within(1e-6 * row.gradientLength()));
                assertThat(subject.at(pair.prediction(), times(factor, pair.actual()))
                                .value())
                        .isCloseTo(row.value(), ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void rotatingBothVectorsRotatesTheGradientAndKeepsTheValue(Subject subject) {
        for (Pair pair : pairs()) {
            int dim = pair.actual().length;
            double[] first = random(77, dim, 1);
            double[] second = random(78, dim, 1);
            LossRow row = subject.at(pair.prediction(), pair.actual());
            LossRow rotated =
                    subject.at(rotate(pair.prediction(), first, second), rotate(pair.actual(), first, second));
            assertThat(rotated.value()).isCloseTo(row.value(), ROUNDING);
            double[] expected = rotate(row.gradient(), first, second);
            assertThat(length(plus(rotated.gradient(), -1, expected)))
                    .isLessThanOrEqualTo((1e-13 + 1e-15 / Math.sin(pair.radians())) * 100 * (1 + row.gradientLength()));
        }
    }

    /** Two reflections make a rotation. */
    private static double[] rotate(double[] vector, double[] first, double[] second) {
        return reflect(reflect(vector, first), second);
    }

    private static double[] reflect(double[] vector, double[] normal) {
        return plus(vector, -2 * dot(vector, normal) / dot(normal, normal), normal);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void gradientIsOrthogonalToThePrediction(Subject subject) {
        for (Pair pair : pairs()) {
            double[] p = pair.prediction();
            LossRow inDouble = subject.at(p, pair.actual());
            assertThat(Math.abs(dot(inDouble.gradient(), p)))
                    .isLessThanOrEqualTo(1e-15 * 8 * length(p) * inDouble.gradientLength());
            LossRow inFloat = subject.at(Precision.FLOAT, p, pair.actual());
            assertThat(Math.abs(dot(inFloat.gradient(), p)))
                    .isLessThanOrEqualTo(3e-7 * length(p) * inFloat.gradientLength());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void valuesStayInTheirRange(Subject subject) {
        double[] range = RANGES.get(subject.loss().name());
        for (Precision precision : Precision.values()) {
            for (int i = 0; i < 2000; i++) {
                int dim = 1 + i % 5;
                double[] actual = random(i, dim, 1);
                double[] prediction = i % 2 == 0 ? random(-i, dim, 1) : times(i % 4 - 2, actual);
                assertThat(subject.at(precision, prediction, actual).value()).isBetween(range[0], range[1]);
            }
        }
    }

    /** Rows made to break them: values in range, gradients finite and orthogonal to the prediction. */
    @ParameterizedTest
    @MethodSource("dev.collimate.math.AdversarialRows#families")
    void lawsHoldAtTheHardestRows(AdversarialRows.Family family) {
        Precision precision = family.precision();
        family.pairs().forEach(pair -> {
            double[] prediction = precision.rowVector(pair.a()).toDoubleArray();
            double[] actual = precision.rowVector(pair.b()).toDoubleArray();
            subjects().forEach(subject -> {
                double[] range = RANGES.get(subject.loss().name());
                LossRow row = subject.at(precision, prediction, actual);
                assertThat(row.value()).as("%s", subject).isBetween(range[0], range[1]);
                assertThat(row.radians()).isBetween(0.0, Math.PI);
                assertThat(Arrays.stream(row.gradient())).allMatch(Double::isFinite);
                if (isModest(row.gradientLength()) && isModest(length(prediction))) {
                    double along = exactDot(row.gradient(), prediction).doubleValue();
                    assertThat(Math.abs(along))
                            .as("%s at %s radians", subject, row.radians())
                            .isLessThanOrEqualTo(
                                    rounding(precision, row.radians()) * length(prediction) * row.gradientLength());
                }
            });
        });
    }

    /** Where the line of the prediction is nearer than the rounding of its foot, digits of the direction are lost. */
    private static double rounding(Precision precision, double radians) {
        if (precision == Precision.FLOAT) {
            return 3e-7;
        }
        return Math.min(radians, Math.PI - radians) < 1e-15 ? 1e-6 : 1e-14;
    }

    /** Products of such numbers are far from both ends of the range of double, and their elements of float. */
    private static boolean isModest(double length) {
        return length > 1e-30 && length < 1e30;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void gradientMeetsCentralDifferences(Subject subject) {
        for (Pair pair : pairs()) {
            double[] p = pair.prediction();
            double step = 1e-4 * length(p) * Math.min(1, Math.min(pair.radians(), Math.PI - pair.radians()) * 10);
            if (pair.radians() < 1e-3 || pair.radians() > 3.1 || crossesKink(subject, pair, step)) {
                continue;
            }
            double[] gradient = subject.at(p, pair.actual()).gradient();
            double[] differences = new double[p.length];
            for (int j = 0; j < p.length; j++) {
                double[] unit = new double[p.length];
                unit[j] = 1;
                differences[j] = (subject.at(plus(p, step, unit), pair.actual()).value()
                                - subject.at(plus(p, -step, unit), pair.actual())
                                        .value())
                        / (2 * step);
            }
            assertThat(length(plus(differences, -1, gradient)))
                    .as("%s", pair.radians())
                    .isLessThanOrEqualTo(1e-6 * length(gradient) + 1e-9);
        }
    }

    private static boolean crossesKink(Subject subject, Pair pair, double step) {
        double reach = 2 * step / length(pair.prediction());
        return Stream.of(Math.PI / 2, Math.acos(0.25)).anyMatch(kink -> Math.abs(pair.radians() - kink) < reach);
    }

    @Test
    void axialLossesDoNotSeeTheSign() {
        for (Precision precision : Precision.values()) {
            for (Pair pair : pairs()) {
                for (String name : List.of("axial", "absolute-cosine")) {
                    Subject subject = new Subject(Losses.of(name, 0), 1);
                    LossRow row = subject.at(precision, pair.prediction(), pair.actual());
                    LossRow turned = subject.at(precision, pair.prediction(), times(-1, pair.actual()));
                    assertThat(turned.value()).isEqualTo(row.value());
                    assertThat(turned.gradient()).isEqualTo(row.gradient());
                }
            }
        }
    }

    @Test
    void cosineAndNegativeCosineHaveTheSameGradientBitForBit() {
        for (Precision precision : Precision.values()) {
            for (Pair pair : pairs()) {
                double[] gradient = LossRow.of(new CosineLoss(), precision, pair.prediction(), pair.actual(), 1)
                        .gradient();
                assertThat(LossRow.of(new NegativeCosineLoss(), precision, pair.prediction(), pair.actual(), 1)
                                .gradient())
                        .isEqualTo(gradient);
            }
        }
    }
}
