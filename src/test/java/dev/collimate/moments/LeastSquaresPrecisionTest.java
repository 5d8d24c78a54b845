package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LinearMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many digits least squares keeps where inputs are nearly dependent, or far longer than they vary. */
class LeastSquaresPrecisionTest {
    private static final int ROWS = 80;
    private static final int OUTPUT_DIM = 3;

    /** Forming the inverse of the second moments loses the digits that their least eigenvalue has not: here five. */
    @Test
    void aPlantedMapOfTwoNearlyEqualInputsPredictsToNineDigits() {
        double[][] planted = {{0.3, 0.7, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        DoubleMatrix y = Rows.unit(Rows.gaussian(ROWS, OUTPUT_DIM, 7));
        for (double apart : new double[] {1e-4, 1e-5}) {
            DoubleMatrix x = new DoubleMatrix(ROWS, 4);
            for (int i = 0; i < ROWS; i++) {
                double difference = apart * Rows.gaussian(ROWS, 1, 8).get(i, 0);
                double first = y.get(i, 0);
                x.setRow(
                        i, new double[] {first - 0.7 * difference, first + 0.3 * difference, y.get(i, 1), y.get(i, 2)});
            }
            for (boolean fitIntercept : new boolean[] {true, false}) {
                ClosedForms.LeastSquares found = Rows.closedForms(x, y, null).leastSquares(fitIntercept, 0);
                assertThat(found.rank()).isEqualTo(fitIntercept ? 5 : 4);
                assertThat(predictions(x, found.parameters(), fitIntercept))
                        .containsExactly(Rows.mapped(x, planted, null).toDoubleArray(), within(1e-9));
            }
        }
    }

    /** The rounding error of a long constant, beside a small ridge, hides nothing of the inputs that do vary. */
    @Test
    void aLongConstantInputIsLeftAtTheReferenceByARidgeAndChangesNoOtherWeight() {
        double ridge = 1e-9;
        DoubleMatrix y = Rows.gaussian(ROWS, OUTPUT_DIM, 2);
        DoubleMatrix x = Rows.gaussian(ROWS, 4, 1);
        for (int i = 0; i < ROWS; i++) {
            x.set(i, 1, x.get(i, 0) + 1e-3 * x.get(i, 1));
        }
        double[] reference =
                new double[new LinearMap(5, OUTPUT_DIM, true).layout().size()];
        Arrays.fill(reference, 0.25);
        double[] pulledAlone =
                new double[new LinearMap(4, OUTPUT_DIM, true).layout().size()];
        Arrays.fill(pulledAlone, 0.25);
        double[] alone = Rows.closedForms(x, y, null)
                .leastSquares(true, ridge, pulledAlone)
                .parameters();

        double[] found = Rows.closedForms(beside(x, 1e9 / 3), y, null)
                .leastSquares(true, ridge, reference)
                .parameters();

        DoubleMatrix expected = weights(alone, 4, true);
        DoubleMatrix weights = weights(found, 5, true);
        for (int j = 0; j < OUTPUT_DIM; j++) {
            assertThat(weights.get(j, 4)).isCloseTo(0.25, within(1e-15));
            assertThat(Arrays.copyOf(Rows.row(weights, j), 4))
                    .containsExactly(Rows.row(expected, j), within(1e-6 * Rows.largest(Rows.row(expected, j))));
        }
    }

    /** With one more input, which is the same in every row. */
    private static DoubleMatrix beside(DoubleMatrix x, double constant) {
        DoubleMatrix wider = new DoubleMatrix(x.rows(), x.columns() + 1);
        for (int i = 0; i < x.rows(); i++) {
            double[] row = Arrays.copyOf(Rows.row(x, i), x.columns() + 1);
            row[x.columns()] = constant;
            wider.setRow(i, row);
        }
        return wider;
    }

    private static double[] predictions(DoubleMatrix x, double[] parameters, boolean fitIntercept) {
        DoubleMatrix weights = weights(parameters, x.columns(), fitIntercept);
        double[][] rows = IntStream.range(0, OUTPUT_DIM)
                .mapToObj(j -> Rows.row(weights, j))
                .toArray(double[][]::new);
        LinearMap map = new LinearMap(x.columns(), OUTPUT_DIM, fitIntercept);
        double[] intercept = fitIntercept
                ? map.layout()
                        .view(new DoubleMatrix(parameters, 0, 1, parameters.length), LinearMap.INTERCEPT)
                        .toDoubleArray()
                : null;
        return Rows.mapped(x, rows, intercept).toDoubleArray();
    }

    private static DoubleMatrix weights(double[] parameters, int inputDim, boolean fitIntercept) {
        LinearMap map = new LinearMap(inputDim, OUTPUT_DIM, fitIntercept);
        return (DoubleMatrix)
                map.layout().view(new DoubleMatrix(parameters, 0, 1, parameters.length), LinearMap.WEIGHTS);
    }
}
