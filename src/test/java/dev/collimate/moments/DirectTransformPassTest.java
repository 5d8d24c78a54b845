package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against sums in plain loops. */
class DirectTransformPassTest {
    private static final int ROWS = 9;
    private static final LinearMap MAP = new LinearMap(2, 3, true);
    private static final MapMethods METHODS = MapMethodsFactory.of(MAP);
    private static final DoubleMatrix INPUTS = PlantedPairs.random(1, ROWS, 2);
    private static final DoubleMatrix ACTUALS = PlantedPairs.random(2, ROWS, 3);
    private static final DoubleMatrix PREDICTIONS = PlantedPairs.random(3, ROWS, 3);

    /** A row whose actual has no direction adds nothing. */
    @Test
    void sumsAreThoseOfEveryRowAcrossItsActual() {
        DoubleMatrix actuals = new DoubleMatrix(ACTUALS.toDoubleArray(), 0, ROWS, 3);
        actuals.setRow(4, new double[3]);
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> 1 + i % 3);
        DirectTransformPass pass = pass(5, 0);
        observe(pass, actuals, weights, 0, 5);
        observe(pass, actuals, weights, 5, ROWS);
        double[][] expected = new double[9][9];
        for (int row = 0; row < ROWS; row++) {
            double[] y = Rows.row(actuals, row);
            double[] z = Rows.extended(Rows.row(INPUTS, row));
            for (int a = 0; a < 3 && row != 4; a++) {
                for (int b = 0; b < 3; b++) {
                    double across = weights[row] * ((a == b ? 1 : 0) - y[a] * y[b] / Rows.dot(y, y));
                    for (int i = 0; i < 9; i++) {
                        expected[3 * a + b][i] += across * z[i / 3] * z[i % 3];
                    }
                }
            }
        }
        DirectTransformSums sums = pass.directSums();
        double[] inputs = new double[9];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                assertThat(sums.pair(a, b).toDoubleArray()).containsExactly(expected[3 * a + b], within(1e-12));
            }
            for (int i = 0; i < 9; i++) {
                inputs[i] += expected[4 * a][i] / 2;
            }
        }
        assertThat(sums.inputs().toDoubleArray()).containsExactly(inputs, within(1e-12));
    }

    @Test
    void rowsThatLieFarIntoTheDataAreLeftOut() {
        long end = DirectTransform.mostRows(3, 2);
        DirectTransformPass last = pass(ROWS, end - 1);
        observe(last, ACTUALS, null, 0, ROWS);
        double[] once = last.directSums().inputs().toDoubleArray();
        assertThat(once).isNotEqualTo(new double[9]);
        observe(last, ACTUALS, null, 0, ROWS);
        assertThat(last.directSums().inputs().toDoubleArray()).isEqualTo(once);
        assertThat(last.sums().weight()).isEqualTo(2 * ROWS);
    }

    @Test
    void theMemoryThatIsAnnouncedIsThatOfTheSums() {
        DirectTransformPass pass = pass(ROWS, 0);
        long elements = Stream.of(pass.sums().arrays(), pass.directSums().arrays())
                .flatMap(List::stream)
                .mapToLong(array -> array.length)
                .sum();
        assertThat(METHODS.curvatureMemory(ROWS).elements()).isEqualTo(elements);
    }

    private static DirectTransformPass pass(int maxRows, long firstRow) {
        Blas blas = Blas.of(BlasChoice.JAVA);
        CurvatureGatherer curvature = METHODS.curvature(new CosineLoss(), blas, maxRows, firstRow);
        return new DirectTransformPass(METHODS, curvature, blas, maxRows, firstRow);
    }

    private static void observe(DirectTransformPass pass, DoubleMatrix actuals, double[] weights, int from, int until) {
        PairBlock block = new PairBlock(
                INPUTS.rowRange(from, until),
                actuals.rowRange(from, until),
                weights == null ? null : Arrays.copyOfRange(weights, from, until),
                null);
        pass.observe(block, new DoubleMatrix(1, MAP.layout().size()), PREDICTIONS.rowRange(from, until), null);
    }
}
