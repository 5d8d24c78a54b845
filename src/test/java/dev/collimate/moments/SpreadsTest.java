package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where covariances are diagonal, their powers are those of numbers. */
class SpreadsTest {
    private static final double[][] ACTUALS = {{0.8, 0.6}, {0.8, -0.6}, {-0.8, 0.6}, {-0.8, -0.6}};
    /** Standard deviation of the longer element of predictions. */
    private static final double LONG = 10;

    /** Predictions of the signs of the actuals, so that both have means and mixed products of 0. */
    private static SpreadSums sums(double first, double second) {
        DoubleMatrix actuals = new DoubleMatrix(4, 2);
        DoubleMatrix predictions = new DoubleMatrix(4, 2);
        for (int i = 0; i < 4; i++) {
            actuals.setRow(i, ACTUALS[i]);
            predictions.setRow(
                    i, new double[] {first * Math.signum(ACTUALS[i][0]), second * Math.signum(ACTUALS[i][1])});
        }
        SpreadPass pass = new SpreadPass(2, Blas.of(BlasChoice.JAVA), 4);
        pass.add(new PairBlock(actuals, actuals, null, null), predictions);
        return pass.sums();
    }

    /** The shift of a variance by 1e-9 of the largest, here a tenth of the smaller, is of predictions alone. */
    @ParameterizedTest
    @CsvSource({"1", "0.5"})
    void smallVariancesOfPredictionsAreHeldUpByAShareOfTheLargest(double amount) {
        double shorter = 1e-3;
        SpreadSums sums = sums(LONG, shorter);
        double fitting = (0.8 * LONG + 0.6 * shorter) / (LONG * LONG + shorter * shorter);
        double added = 1e-9 * LONG * LONG;
        double factor = 1.5 * Math.pow(fitting, 1 - amount);
        double first = factor * Math.pow(0.8 / Math.sqrt(LONG * LONG + added), amount);
        double second = factor * Math.pow(0.6 / Math.sqrt(shorter * shorter + added), amount);
        DoubleMatrix matrix = new Spreads(BlasChoice.JAVA).of(sums, amount, 1.5).matrix();
        assertThat(matrix.get(0, 0)).isCloseTo(first, within(1e-9 * first));
        assertThat(matrix.get(1, 1)).isCloseTo(second, within(1e-9 * second));
        assertThat(matrix.get(0, 1)).isZero();
        assertThat(matrix.get(1, 0)).isZero();
    }

    @Test
    void directionsOfNoMoreVarianceThanAShareOfTheLargestAreLeftOut() {
        DoubleMatrix matrix =
                new Spreads(BlasChoice.JAVA).of(sums(LONG, 3e-5), 1, 1).matrix();
        assertThat(matrix.get(0, 0)).isCloseTo(0.8 / LONG, within(1e-9));
        assertThat(matrix.get(1, 1)).isZero();
    }

    @Test
    void predictionsThatDoNotVaryBecomeTheMeanActual() {
        DoubleMatrix actuals = new DoubleMatrix(2, 2);
        DoubleMatrix predictions = new DoubleMatrix(2, 2);
        for (int i = 0; i < 2; i++) {
            actuals.setRow(i, new double[] {0.8, i == 0 ? 0.6 : -0.6});
            predictions.setRow(i, new double[] {2, 1});
        }
        SpreadPass pass = new SpreadPass(2, Blas.of(BlasChoice.JAVA), 2);
        pass.add(new PairBlock(actuals, actuals, null, null), predictions);
        Spread spread = new Spreads(BlasChoice.JAVA).of(pass.sums(), 0.5, 1);
        assertThat(spread.matrix().data()).containsOnly(0);
        assertThat(spread.shift()).containsExactly(new double[] {0.8, 0}, within(1e-15));
    }

    @Test
    void anInterceptIsMultipliedAndShifted() {
        DoubleMatrix matrix = new DoubleMatrix(new double[] {1, 2, -3, 0.5}, 0, 2, 2);
        DoubleMatrix intercept = new DoubleMatrix(new double[] {4, -1}, 0, 1, 2);
        new Spread(matrix, new double[] {10, 20}).transformIntercept(intercept);
        assertThat(intercept.data()).containsExactly(10 + 1 * 4 - 2 * 1, 20 - 3 * 4 - 0.5 * 1);
    }
}
