package dev.collimate.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.Vectors;
import dev.collimate.math.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each loss at angles whose values can be written down. */
class LossValuesTest {
    private static final double SQRT_HALF = Math.sqrt(0.5);

    /** Prediction of length 2 at 0, 45, 90, 135 and 180 degrees to the actual. */
    @ParameterizedTest
    @CsvSource({
        "cosine,           0,    0.2928932188134524, 1,    1.7071067811865475, 2",
        "negative-cosine, -1,   -0.7071067811865476, 0,    0.7071067811865476, 1",
        "axial,            0,    0.2928932188134524, 1,    0.2928932188134524, 0",
        "absolute-cosine,  1,    0.7071067811865476, 0,    0.7071067811865476, 1",
        "angle,            0,    0.7853981633974483, 1.5707963267948966, 2.356194490192345, 3.141592653589793",
        "squared-angle,    0,    0.3084251375340424, 1.2337005501361697, 2.7758262378063821, 4.934802200544679",
        "cosine-embedding, 0,    0.2928932188134524, 1,    1.7071067811865475, 2"
    })
    void valuesAtKnownAngles(String name, double at0, double at45, double at90, double at135, double at180) {
        AngularLoss loss = Losses.of(name, 0);
        double[] expected = {at0, at45, at90, at135, at180};
        double[][] predictions = {
            {2, 0}, {2 * SQRT_HALF, 2 * SQRT_HALF}, {0, 2}, {-2 * SQRT_HALF, 2 * SQRT_HALF}, {-2, 0}
        };
        for (int i = 0; i < expected.length; i++) {
            LossRow row = LossRow.of(loss, predictions[i], new double[] {3, 0});
            assertThat(row.value()).isCloseTo(expected[i], within(1e-15 * Math.max(1, Math.abs(expected[i]))));
            double angle = (loss.isAxial() ? Math.min(i, 4 - i) : i) * Math.PI / 4;
            assertThat(row.radians()).isCloseTo(angle, within(1e-15));
        }
    }

    /** d(loss)/d(angle) there, so that the gradient has this length times 1 / |p|; the kinks and the ends are 0. */
    @ParameterizedTest
    @CsvSource({
        "cosine,           0, 0.7071067811865476,  1, 0.7071067811865476,  0",
        "negative-cosine,  0, 0.7071067811865476,  1, 0.7071067811865476,  0",
        "axial,            0, 0.7071067811865476,  0, -0.7071067811865476, 0",
        "absolute-cosine,  0, -0.7071067811865476, 0, 0.7071067811865476,  0",
        "angle,            0, 1,                   1, 1,                   0",
        "squared-angle,    0, 0.7853981633974483,  1.5707963267948966, 2.356194490192345, 0",
        "cosine-embedding, 0, 0.7071067811865476,  1, 0.7071067811865476,  0"
    })
    void gradientsAtKnownAngles(String name, double at0, double at45, double at90, double at135, double at180) {
        double[] expected = {at0, at45, at90, at135, at180};
        double[][] predictions = {
            {2, 0}, {2 * SQRT_HALF, 2 * SQRT_HALF}, {0, 2}, {-2 * SQRT_HALF, 2 * SQRT_HALF}, {-2, 0}
        };
        for (int i = 0; i < expected.length; i++) {
            LossRow row = LossRow.of(Losses.of(name, 0), predictions[i], new double[] {3, 0});
            double[] awayFromActual = {-predictions[i][1] / 2, predictions[i][0] / 2};
            assertThat(Vectors.dot(row.gradient(), awayFromActual)).isCloseTo(expected[i] / 2, within(1e-15));
            assertThat(row.gradientLength()).isCloseTo(Math.abs(expected[i]) / 2, within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.7071067811865476, 1", "0.5, 0.2071067811865476, 1", "0.8, 0, 0", "-1, 1.7071067811865476, 1"})
    void targetMinusOneCountsTheCosineAboveTheMargin(double margin, double value, double slope) {
        LossRow row = LossRow.of(
                new CosineEmbeddingLoss(margin), Precision.DOUBLE, new double[] {1, 1}, new double[] {1, 0}, -1);
        assertThat(row.value()).isCloseTo(value, within(1e-15));
        assertThat(row.gradient()[0]).isCloseTo(slope * 0.5 * SQRT_HALF, within(1e-15));
        assertThat(row.gradient()[1]).isCloseTo(-slope * 0.5 * SQRT_HALF, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"-1.0000001", "1.0000001", "NaN"})
    void marginsThatAreNoCosineAreRefused(double margin) {
        assertThatThrownBy(() -> new CosineEmbeddingLoss(margin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("margin must be in [-1, 1], but was " + margin);
        assertThatThrownBy(() -> Losses.of("cosine", margin)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"Cosine", "mse", "''"})
    void unknownNamesAreRefusedWithTheKnownOnes(String name) {
        assertThatThrownBy(() -> Losses.of(name, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss must be one of cosine, negative-cosine, axial, absolute-cosine, angle, squared-angle,"
                        + " cosine-embedding, but was " + name);
    }
}
