package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against sums in plain loops. The last prediction is at a wide angle, where the cosine curves downwards. */
class CurvaturePassTest {
    private static final DoubleMatrix INPUTS = new DoubleMatrix(new double[] {1, 2, -1, 3, 0.5, -2, 4, 1}, 0, 4, 2);
    private static final DoubleMatrix ACTUALS =
            new DoubleMatrix(new double[] {1, 0, 0, 0, 2, 1, 3, 1, 0, 1, 1, 1}, 0, 4, 3);
    private static final DoubleMatrix PREDICTIONS =
            new DoubleMatrix(new double[] {2, 1, 0, 1, 3, -1, 4, 0, 1, -1, -2, 2}, 0, 4, 3);
    private static final double[] WEIGHTS = {1, 0.5, 3, 2};

    @Test
    void sumsAreThoseOfEveryRowByItsWeight() {
        CurvaturePass pass = new CurvaturePass(new CosineLoss(), 2, 3, Blas.of(BlasChoice.JAVA), 3);
        pass.observe(block(0, 3), PREDICTIONS.rowRange(0, 3));
        pass.observe(block(3, 4), PREDICTIONS.rowRange(3, 4));
        double[] inputs = new double[9];
        double[] outputs = new double[9];
        for (int row = 0; row < 4; row++) {
            double[] p = Rows.row(PREDICTIONS, row);
            double[] unit = Rows.unit(p);
            double cosine = Rows.dot(unit, Rows.unit(Rows.row(ACTUALS, row)));
            double curvature = WEIGHTS[row] * Math.max(0.05, cosine) / Rows.dot(p, p);
            double[] z = Rows.extended(Rows.row(INPUTS, row));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    inputs[3 * i + j] += curvature * z[i] * z[j];
                    outputs[3 * i + j] += WEIGHTS[row] * unit[i] * unit[j];
                }
            }
        }
        CurvatureSums sums = pass.sums();
        assertThat(sums.inputs().toDoubleArray()).containsExactly(inputs, within(1e-12));
        assertThat(sums.outputs().toDoubleArray()).containsExactly(outputs, within(1e-12));
        assertThat(sums.weight()).isEqualTo(6.5);
    }

    /** What is announced before a pass is what it sends. */
    @Test
    void theSizeIsThatOfAllSums() {
        for (int[] shape : new int[][] {{2, 3}, {5, 1}, {1, 4}}) {
            CurvatureSums sums = new CurvatureSums(shape[0], shape[1]);
            long elements =
                    sums.arrays().stream().mapToLong(array -> array.length).sum();
            assertThat(CurvatureSums.size(shape[0], shape[1])).isEqualTo(elements);
        }
    }

    private static PairBlock block(int from, int until) {
        return new PairBlock(
                INPUTS.rowRange(from, until),
                ACTUALS.rowRange(from, until),
                Arrays.copyOfRange(WEIGHTS, from, until),
                null);
    }
}
