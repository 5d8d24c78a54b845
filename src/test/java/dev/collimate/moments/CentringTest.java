package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.DoubleMatrix;
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
}
