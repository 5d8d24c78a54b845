package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.objective.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An input varies or not by itself, whatever the units of those beside it. */
class CentringTest {
    private static final int ROWS = 80;

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 1e3, 1e9 / 3, 1e15 / 3})
    void aConstantInputOfAnyLengthTakesNothingFromTheVariationOfOthers(double constant) {
        double alone = centring(Rows.gaussian(ROWS, 1, 1)).variation();
        Centring beside = centring(gaussianBeside(constant));

        assertThat(beside.variation()).isCloseTo(alone, within(1e-12 * alone));
        assertThat(beside.scales(0)[1]).isZero();
        for (int j = 0; j < 2; j++) {
            assertThat(beside.inputProducts().get(1, j)).isZero();
            assertThat(beside.inputProducts().get(j, 1)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-40, 0.9e-30, 1.2e-30, 1e-20, 1, 1e9})
    void thereIsVariationWhereAnInputHasAScale(double deviation) {
        for (boolean centred : new boolean[] {true, false}) {
            DoubleMatrix x = Rows.gaussian(ROWS, 2, 1);
            for (int i = 0; i < x.size(); i++) {
                x.data()[i] *= deviation;
            }
            Centring centring = new Centring(Rows.moments(x, x, null, ROWS).inputMoment(), centred);
            double[] scales = centring.scales(0);

            assertThat(centring.variation() > 0).isEqualTo(scales[0] > 0 || scales[1] > 0);
        }
    }

    @Test
    void withoutCentringALongConstantInputCounts() {
        DoubleMatrix x = gaussianBeside(1e9 / 3);
        Centring plain = new Centring(Rows.moments(x, x, null, ROWS).inputMoment(), false);

        assertThat(plain.scales(0)[1]).isPositive();
        assertThat(plain.inputProducts().get(1, 0)).isNotZero();
    }

    private static Centring centring(DoubleMatrix x) {
        return new Centring(Rows.moments(x, x, null, ROWS).inputMoment(), true);
    }

    /** Rows of a standard normal number and a constant. */
    private static DoubleMatrix gaussianBeside(double constant) {
        DoubleMatrix numbers = Rows.gaussian(ROWS, 1, 1);
        DoubleMatrix x = new DoubleMatrix(ROWS, 2);
        for (int i = 0; i < ROWS; i++) {
            x.set(i, 0, numbers.get(i, 0));
            x.set(i, 1, constant);
        }
        return x;
    }

    /** Along axes that are turned by the angle whose cosine is 0.6. */
    @Test
    void eigenvaluesCountAboveAShareOfTheLargestAndAboveTheNoiseOfTakingMeansOff() {
        DoubleMatrix sums = sums(new double[][] {{1000, 0, 10}, {0, 50, 2}, {10, 2, 4}});
        DoubleMatrix axes = new DoubleMatrix(new double[] {0.6, 0.8, -0.8, 0.6}, 0, 2, 2);
        double[] scales = {3, 2};
        for (double largest : new double[] {4, 3e4}) {
            LinearAlgebra.Eigen eigen = new LinearAlgebra.Eigen(new double[] {1, largest}, axes);
            double first = 1.8 * 1.8 * 1000 + 1.6 * 1.6 * 50;
            double second = 2.4 * 2.4 * 1000 + 1.2 * 1.2 * 50;
            double[] noisy = {1e-12 * Math.max(largest, first), 1e-12 * Math.max(largest, second)};
            double[] plain = {1e-12 * largest, 1e-12 * largest};

            assertThat(new Centring(sums, true).leastEigenvalues(eigen, scales)).containsExactly(noisy, within(1e-18));
            assertThat(new Centring(sums, false).leastEigenvalues(eigen, scales))
                    .containsExactly(plain, within(1e-18));
        }
    }

    /** The bound is for a mean of squares: a hundred rows have a hundred times the sum. */
    @Test
    void anInputCountsFromADeviationOf1eMinus30HoweverManyTheRows() {
        for (double weight : new double[] {0.01, 1, 100}) {
            assertThat(new Centring(sums(new double[][] {{0.9e-60 * weight, 0}, {0, weight}}), false).varies(0))
                    .isFalse();
            assertThat(new Centring(sums(new double[][] {{1.1e-60 * weight, 0}, {0, weight}}), false).varies(0))
                    .isTrue();
        }
    }

    /** Sums of 1e6 and of 1e-6 are both off by a share of 1e-12 once the mean is off. */
    @Test
    void whatIsLeftOfAMeanCountsAboveTheRoundingErrorOfItsSquares() {
        for (double squares : new double[] {1e-6, 1e6}) {
            for (double left : new double[] {0.5e-12, 2e-12}) {
                double mean = Math.sqrt(squares * (1 - left));
                Centring centring = new Centring(sums(new double[][] {{squares, mean}, {mean, 1}}), true);
                assertThat(centring.varies(0)).isEqualTo(left > 1e-12);
            }
        }
    }

    @Test
    void variationOfJustTheRoundingErrorIsNone() {
        // Of rows of about 1: the squares are 1e12, and those of the mean are short of them by exactly 1.
        double rows = 1e12 - 1;
        assertThat(new Centring(sums(new double[][] {{1e12, rows}, {rows, rows}}), true).varies(0))
                .isFalse();
        assertThat(new Centring(sums(new double[][] {{1e12, rows - 1}, {rows - 1, rows - 1}}), true).varies(0))
                .isTrue();
    }

    private static DoubleMatrix sums(double[][] rows) {
        DoubleMatrix sums = new DoubleMatrix(rows.length, rows.length);
        for (int i = 0; i < rows.length; i++) {
            sums.setRow(i, rows[i]);
        }
        return sums;
    }
}
