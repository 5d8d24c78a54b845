package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import org.junit.jupiter.api.Test;

class SpreadSumsTest {
    private static final double[][] PREDICTIONS = {{1, 2}, {0.5, -1}, {3, 0.25}, {-1, 1}};
    private static final double[][] ACTUALS = {{2, 1}, {1, -3}, {0.5, 0}, {1, 1}};
    private static final double[] WEIGHTS = {0.5, 2, 1, 3};

    private static DoubleMatrix matrix(double[][] rows) {
        DoubleMatrix matrix = new DoubleMatrix(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            matrix.setRow(i, rows[i]);
        }
        return matrix;
    }

    private static SpreadPass pass() {
        return new SpreadPass(2, Blas.of(BlasChoice.JAVA), 4);
    }

    private static SpreadSums sums(double[][] predictions, double[][] actuals, double[] weights) {
        SpreadPass pass = pass();
        pass.add(new PairBlock(matrix(actuals), matrix(actuals), weights, null), matrix(predictions));
        return pass.sums();
    }

    private static double[][] units() {
        double[][] units = new double[4][];
        for (int i = 0; i < 4; i++) {
            units[i] = Rows.unit(ACTUALS[i]);
        }
        return units;
    }

    private static double weight() {
        return 0.5 + 2 + 1 + 3;
    }

    private static double[] mean(double[][] vectors) {
        double[] mean = new double[2];
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < 2; i++) {
                mean[i] += WEIGHTS[row] * vectors[row][i] / weight();
            }
        }
        return mean;
    }

    /** Row by row, from deviations. */
    private static double[] covariance(double[][] vectors) {
        double[] mean = mean(vectors);
        double[] covariance = new double[4];
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    double product = (vectors[row][i] - mean[i]) * (vectors[row][j] - mean[j]);
                    covariance[2 * i + j] += WEIGHTS[row] * product / weight();
                }
            }
        }
        return covariance;
    }

    @Test
    void meansAreThoseOfTheRowsByWeight() {
        SpreadSums sums = sums(PREDICTIONS, ACTUALS, WEIGHTS);
        assertThat(sums.mean(sums.predictions)).containsExactly(mean(PREDICTIONS), within(1e-14));
        assertThat(sums.mean(sums.actuals)).containsExactly(mean(units()), within(1e-14));
    }

    @Test
    void covariancesAreThoseOfTheRowsByWeight() {
        SpreadSums sums = sums(PREDICTIONS, ACTUALS, WEIGHTS);
        assertThat(sums.covariance(sums.predictions).data()).containsExactly(covariance(PREDICTIONS), within(1e-14));
        assertThat(sums.covariance(sums.actuals).data()).containsExactly(covariance(units()), within(1e-14));
    }

    /** The minimum over s of sum w |s p - y^|^2. */
    @Test
    void theFittingScaleBringsPredictionsNearestToUnitActuals() {
        double[][] units = units();
        double agreement = 0;
        double squares = 0;
        for (int row = 0; row < 4; row++) {
            agreement += WEIGHTS[row] * Rows.dot(PREDICTIONS[row], units[row]);
            squares += WEIGHTS[row] * Rows.dot(PREDICTIONS[row], PREDICTIONS[row]);
        }
        assertThat(sums(PREDICTIONS, ACTUALS, WEIGHTS).fittingScale()).isCloseTo(agreement / squares, within(1e-14));
    }

    @Test
    void predictionsAtRightAnglesToTheirActualsHaveNoFittingScale() {
        SpreadSums sums = sums(new double[][] {{0, 2}, {3, 0}}, new double[][] {{1, 0}, {0, 1}}, null);
        assertThatThrownBy(sums::fittingScale).isInstanceOf(ArithmeticException.class);
    }

    /** Their agreement is above 0, but a factor from it would be infinite. */
    @Test
    void predictionsWhoseSquaresVanishHaveNoFittingScale() {
        SpreadSums sums = sums(new double[][] {{1e-170, 0}}, new double[][] {{1, 0}}, null);
        assertThat(sums.agreement[0]).isPositive();
        assertThatThrownBy(sums::fittingScale).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void theSumsOfPartsAreThoseOfTheWhole() {
        PairBlock block = new PairBlock(matrix(ACTUALS), matrix(ACTUALS), WEIGHTS, null);
        SpreadPass first = pass();
        SpreadPass second = pass();
        first.add(block.rowRange(0, 1), matrix(PREDICTIONS).rowRange(0, 1));
        second.add(block.rowRange(1, 4), matrix(PREDICTIONS).rowRange(1, 4));
        SpreadSums merged = first.sums().merge(second.sums());
        assertThat(merged.weight()).isEqualTo(weight());
        assertThat(merged.size()).isEqualTo(3 * 3 + 3 * 3 + 1);
        assertThat(merged.mean(merged.predictions)).containsExactly(mean(PREDICTIONS), within(1e-14));
        assertThat(merged.covariance(merged.actuals).data()).containsExactly(covariance(units()), within(1e-14));
    }

    @Test
    void aBlockWithoutRowsAddsNothing() {
        SpreadPass pass = pass();
        DoubleMatrix none = new DoubleMatrix(0, 2);
        pass.add(new PairBlock(none, none, null, null), none);
        assertThat(pass.sums().arrays()).hasSize(3).allSatisfy(array -> assertThat(array)
                .containsOnly(0));
    }
}
