package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import org.junit.jupiter.api.Test;

/** Of two inputs that do not depend on each other, and three outputs. */
class LayerFactorsTest {
    private static final double[] OUTPUTS = {0.5, 0.25, 1};

    private static LayerFactors factors(double shift, double... variances) {
        DoubleMatrix sums = new DoubleMatrix(new double[] {variances[0], 0, 0, 0, variances[1], 0, 0, 0, 1}, 0, 3, 3);
        DoubleMatrix outputs = new DoubleMatrix(3, 3);
        for (int i = 0; i < 3; i++) {
            outputs.set(i, i, OUTPUTS[i]);
        }
        return new LayerFactors(
                LayerFactors.Inputs.of(new Centring(sums, false), 2, shift, LinearAlgebra.of(BlasChoice.JAVA)),
                LayerFactors.Outputs.of(outputs, 1e-3, BlasChoice.JAVA),
                shift,
                BlasChoice.JAVA);
    }

    @Test
    void factorsAreThoseOfALayerOfTheirShapeAlone() {
        LayerFactors factors = factors(0, 1, 1);
        assertThatCode(() -> factors.require(2, 3)).doesNotThrowAnyException();
        assertThatThrownBy(() -> factors.require(3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> factors.require(2, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** In units in which it is 1e-8 long an input still curves. */
    @Test
    void withoutAShiftAnInputIsMeasuredByItsOwnVariance() {
        double[] variances = {9, 1e-16};
        DoubleMatrix gradient = new DoubleMatrix(new double[] {1, 2, 3, 4, 5, 6}, 0, 3, 2);
        DoubleMatrix step = factors(0, variances).solve(gradient);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                double expected = gradient.get(i, j) / (OUTPUTS[i] * 2 * variances[j]);
                assertThat(step.get(i, j)).isCloseTo(expected, within(1e-12 * expected));
            }
        }
    }

    @Test
    void withAShiftAnInputThatIsTooShortIsMeasuredByItAlone() {
        DoubleMatrix gradient = new DoubleMatrix(new double[] {1, 2, 3, 4, 5, 6}, 0, 3, 2);
        DoubleMatrix step = factors(0.1, 9, 1e-16).solve(gradient);
        for (int i = 0; i < 3; i++) {
            double first = gradient.get(i, 0) / (OUTPUTS[i] * 2 * 9 + 0.1);
            assertThat(step.get(i, 0)).isCloseTo(first, within(1e-12));
            assertThat(step.get(i, 1)).isCloseTo(gradient.get(i, 1) / 0.1, within(1e-12));
        }
    }
}
