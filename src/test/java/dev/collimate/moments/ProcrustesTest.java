package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LinearMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcrustesTest {
    private static final int ROWS = 200;

    @Test
    void aPlantedRotationIntoAtLeastAsManyDimensionsIsRecoveredExactly() {
        for (int[] shape : new int[][] {{4, 4}, {6, 4}}) {
            double[][] planted = Rows.orthogonal(shape[0], shape[1], 3);
            DoubleMatrix inputs = Rows.gaussian(ROWS, shape[1], 1);
            double[] found = Rows.closedForms(inputs, Rows.mapped(inputs, planted, null), null)
                    .orthogonal();
            assertThat(found).containsExactly(flat(planted), within(1e-12));
        }
    }

    @Test
    void aPlantedRotationIntoFewerDimensionsIsRecoveredAboutAndItsRowsAreOrthonormal() {
        double[][] planted = Rows.orthogonal(4, 6, 3);
        DoubleMatrix inputs = Rows.gaussian(20_000, 6, 1);
        double[] found = Rows.closedForms(inputs, Rows.mapped(inputs, planted, null), null)
                .orthogonal();
        assertThat(found).containsExactly(flat(planted), within(0.02));
        requireOrthonormalRows(new DoubleMatrix(found, 0, 4, 6));
    }

    @Test
    void aPlantedRotationAndShiftToUnitActualsAreRecoveredExactly() {
        double[] shift = {0.3, -0.2, 0.1, 0.4};
        DoubleMatrix actuals = Rows.unit(Rows.gaussian(ROWS, 4, 2));
        double[][] planted = Rows.orthogonal(4, 4, 3);
        double[][] inverse = transposed(planted);
        DoubleMatrix shifted = new DoubleMatrix(ROWS, 4);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 4; j++) {
                shifted.set(i, j, actuals.get(i, j) - shift[j]);
            }
        }
        DoubleMatrix inputs = Rows.mapped(shifted, inverse, null);
        double[] found = Rows.closedForms(inputs, actuals, null).centredOrthogonal();
        DoubleMatrix parameters = new DoubleMatrix(found, 0, 1, found.length);
        LinearMap map = new LinearMap(4, 4, true);
        assertThat(map.layout().view(parameters, LinearMap.WEIGHTS).toDoubleArray())
                .containsExactly(flat(planted), within(1e-12));
        assertThat(map.layout().view(parameters, LinearMap.INTERCEPT).toDoubleArray())
                .containsExactly(shift, within(1e-12));
    }

    @Test
    void columnsOrRowsAreOrthonormalWhateverTheData() {
        for (int[] shape : new int[][] {{5, 3}, {3, 5}, {4, 4}}) {
            ClosedForms forms = Rows.closedForms(Rows.gaussian(50, shape[1], 1), Rows.gaussian(50, shape[0], 2), null);
            LinearMap map = new LinearMap(shape[1], shape[0], true);
            double[] centred = forms.centredOrthogonal();
            DoubleMatrix weights = (DoubleMatrix)
                    map.layout().view(new DoubleMatrix(centred, 0, 1, centred.length), LinearMap.WEIGHTS);
            for (DoubleMatrix rotation :
                    new DoubleMatrix[] {new DoubleMatrix(forms.orthogonal(), 0, shape[0], shape[1]), weights}) {
                requireOrthonormalRows(shape[0] <= shape[1] ? rotation : transposed(rotation));
            }
        }
    }

    @Test
    void noRotationNearbyHasABetterMeanCosine() {
        DoubleMatrix inputs = Rows.gaussian(100, 3, 1);
        DoubleMatrix actuals = Rows.gaussian(100, 3, 2);
        double[] best = Rows.closedForms(inputs, actuals, null).orthogonal();
        for (int axis = 0; axis < 3; axis++) {
            for (double angle : new double[] {-1e-3, 1e-3}) {
                double[] turned = best.clone();
                int a = axis;
                int b = (axis + 1) % 3;
                for (int j = 0; j < 3; j++) {
                    double p = best[a * 3 + j];
                    double q = best[b * 3 + j];
                    turned[a * 3 + j] = Math.cos(angle) * p - Math.sin(angle) * q;
                    turned[b * 3 + j] = Math.sin(angle) * p + Math.cos(angle) * q;
                }
                assertThat(meanCosine(inputs, actuals, turned)).isLessThan(meanCosine(inputs, actuals, best));
            }
        }
    }

    @Test
    void theScaleIsTheBestInSquaredDistance() {
        DoubleMatrix inputs = Rows.gaussian(100, 3, 1);
        DoubleMatrix actuals = Rows.gaussian(100, 4, 2);
        for (boolean fitIntercept : new boolean[] {false, true}) {
            ClosedForms forms = Rows.closedForms(inputs, actuals, null);
            double[] unscaled = fitIntercept ? forms.centredOrthogonal() : forms.orthogonal();
            double[] scaled = forms.scaledOrthogonal(fitIntercept);
            double scale = scaled[0] / unscaled[0];
            assertThat(scale).isBetween(1e-3, 1.0);
            double best = squaredDistance(inputs, actuals, scaled, fitIntercept);
            for (double factor : new double[] {0.99, 1.01}) {
                double[] other = scaled.clone();
                for (int i = 0; i < 12; i++) {
                    other[i] *= factor;
                }
                if (fitIntercept) {
                    recentre(inputs, actuals, other);
                }
                assertThat(squaredDistance(inputs, actuals, other, fitIntercept))
                        .isGreaterThan(best);
            }
        }
    }

    @Test
    void theMeanActualHasUnitLengthAndTheDirectionOfTheSum() {
        DoubleMatrix actuals = new DoubleMatrix(new double[] {3, 0, 0, 4, 0, 1}, 0, 3, 2);
        double[] mean = Rows.closedForms(Rows.gaussian(3, 2, 1), actuals, new double[] {1, 1, 2})
                .meanActual();
        assertThat(mean).containsExactly(new double[] {1 / Math.sqrt(10), 3 / Math.sqrt(10)}, within(1e-15));
    }

    private static double meanCosine(DoubleMatrix inputs, DoubleMatrix actuals, double[] rotation) {
        DoubleMatrix predictions = Rows.mapped(
                inputs,
                new double[][] {
                    Arrays.copyOfRange(rotation, 0, 3),
                    Arrays.copyOfRange(rotation, 3, 6),
                    Arrays.copyOfRange(rotation, 6, 9)
                },
                null);
        double sum = 0;
        for (int i = 0; i < inputs.rows(); i++) {
            sum += Rows.dot(Rows.unit(Rows.row(predictions, i)), Rows.unit(Rows.row(actuals, i)));
        }
        return sum / inputs.rows();
    }

    private static double squaredDistance(
            DoubleMatrix inputs, DoubleMatrix actuals, double[] parameters, boolean fitIntercept) {
        double[][] weights = new double[4][];
        for (int j = 0; j < 4; j++) {
            weights[j] = Arrays.copyOfRange(parameters, 3 * j, 3 * j + 3);
        }
        double[] intercept = fitIntercept ? Arrays.copyOfRange(parameters, 12, 16) : null;
        DoubleMatrix predictions = Rows.mapped(inputs, weights, intercept);
        double sum = 0;
        for (int i = 0; i < inputs.rows(); i++) {
            double[] unit = Rows.unit(Rows.row(actuals, i));
            for (int j = 0; j < 4; j++) {
                sum += Math.pow(predictions.get(i, j) - unit[j], 2);
            }
        }
        return sum;
    }

    /** Sets the intercept so that the mean prediction is the mean unit actual. */
    private static void recentre(DoubleMatrix inputs, DoubleMatrix actuals, double[] parameters) {
        for (int j = 0; j < 4; j++) {
            double mean = 0;
            for (int i = 0; i < inputs.rows(); i++) {
                double[] row = Arrays.copyOfRange(parameters, 3 * j, 3 * j + 3);
                mean += (Rows.unit(Rows.row(actuals, i))[j] - Rows.dot(row, Rows.row(inputs, i))) / inputs.rows();
            }
            parameters[12 + j] = mean;
        }
    }

    private static void requireOrthonormalRows(DoubleMatrix rotation) {
        for (int i = 0; i < rotation.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(Rows.dot(Rows.row(rotation, i), Rows.row(rotation, j)))
                        .isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
    }

    private static DoubleMatrix transposed(DoubleMatrix matrix) {
        DoubleMatrix transposed = new DoubleMatrix(matrix.columns(), matrix.rows());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                transposed.set(j, i, matrix.get(i, j));
            }
        }
        return transposed;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The rotation turns most rows right; the longest one, which it turns wrong, outweighs them exactly. */
    @Test
    void whereNoMultipleIsBetterThanNoneTheRotationKeepsItsLength() {
        DoubleMatrix inputs = new DoubleMatrix(new double[] {2, -1, -1}, 0, 3, 1);
        DoubleMatrix actuals = new DoubleMatrix(new double[] {1, 1, 1}, 0, 3, 1);
        assertThat(Rows.closedForms(inputs, actuals, null).scaledOrthogonal(false))
                .containsExactly(new double[] {-1}, within(1e-12));
    }
}
