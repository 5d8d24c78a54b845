package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Precision;
import dev.collimate.math.UnitVectors;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Curvature by moments beside that which a pass gathers. */
class MomentCurvatureTest {
    private static final int ROWS = 60;
    private static final int DIM = 6;

    /** Unit inputs, turned: every prediction has length 1 and, at its actual, curvature 1. */
    @ParameterizedTest
    @CsvSource({"MEAN, true", "MEAN, false", "SUM, true", "SUM, false"})
    void ofPredictionsOfOneLengthItIsThatOfAPass(Reduction reduction, boolean intercept) {
        LinearMap map = new LinearMap(DIM, DIM, intercept);
        DoubleMatrix inputs = PlantedPairs.random(1, ROWS, DIM);
        for (int i = 0; i < ROWS; i++) {
            double[] row = Rows.row(inputs, i);
            UnitVectors.normalize(row);
            inputs.setRow(i, row);
        }
        double[] turn = Arrays.stream(Rows.orthogonal(DIM, DIM, 3))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[] point = Arrays.copyOf(turn, map.layout().size());
        DoubleMatrix predictions = predictions(map, point, inputs);
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> 0.5 + i % 3);
        PairBlock block = new PairBlock(inputs, predictions, weights, null);
        double[] gradient = PlantedPairs.random(5, 1, point.length).data();

        CurvatureLengths.Pass measured = new CurvatureLengths.Pass(new CosineLoss());
        measured.observe(block, predictions);
        CurvatureLengths.Sums lengths = measured.sums();
        MomentCurvature found = Rows.startForms(block).curvature(map, point);

        assertThat(lengths.mean()).isCloseTo(1, within(1e-12));
        assertThat(lengths.variation()).isCloseTo(0, within(1e-6));
        CurvaturePass pass = new CurvaturePass(new CosineLoss(), DIM, DIM, Blas.of(BlasChoice.JAVA), ROWS);
        pass.observe(block, predictions);
        double[] expected =
                new KroneckerPreconditioner(map, pass.sums(), reduction, 0, BlasChoice.JAVA).apply(gradient);
        double[] step =
                found.preconditioner(lengths.mean(), reduction, BlasChoice.JAVA).apply(gradient);
        assertThat(step).containsExactly(expected, within(1e-9 * Math.sqrt(Rows.dot(expected, expected))));
    }

    /** Rows with intercepts: of normal inputs, lengths vary as promised, up to the sample. */
    @Test
    void ofNormalInputsLengthsVaryAsPromised() {
        for (int outputs : new int[] {2, 8, 40}) {
            LinearMap map = new LinearMap(DIM * outputs, outputs, true);
            DoubleMatrix inputs = PlantedPairs.random(1, 3000, DIM * outputs);
            double[] point = PlantedPairs.random(2, 1, map.layout().size()).data();
            DoubleMatrix predictions = predictions(map, point, inputs);
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < predictions.rows(); i++) {
                double length = Rows.dot(Rows.row(predictions, i), Rows.row(predictions, i));
                mean += length / predictions.rows();
                squares += length * length / predictions.rows();
            }
            double variation = Math.sqrt(squares / (mean * mean) - 1);

            MomentCurvature found = curvature(map, point, inputs, predictions);

            assertThat(found.variation()).as("%d outputs", outputs).isCloseTo(variation, within(0.1 * variation));
            assertThat(found.promisesEvenLengths()).isEqualTo(outputs > 8);
        }
    }

    /** Of k / s^2 over rows of two lengths, at 0 degrees. */
    @Test
    void lengthsOfCurvatureAreThoseOfAPlainLoop() {
        DoubleMatrix predictions = new DoubleMatrix(new double[] {1, 0, 0, 2, 0.5, 0, 0, 0}, 0, 4, 2);
        DoubleMatrix actuals = new DoubleMatrix(new double[] {3, 0, 0, 1, 1, 0, 1, 0}, 0, 4, 2);
        CurvatureLengths.Pass pass = new CurvatureLengths.Pass(new CosineLoss());
        pass.observe(new PairBlock(actuals, actuals, new double[] {1, 4, 1, 2}, null), predictions);
        double mean = (1 + 4 * 0.25 + 4) / 8;
        double squares = (1 + 4 * 0.0625 + 16) / 8;
        assertThat(pass.sums().mean()).isCloseTo(mean, within(1e-15));
        assertThat(pass.sums().variation()).isCloseTo(Math.sqrt(squares / mean / mean - 1), within(1e-14));
        assertThat(MomentCurvature.isEven(pass.sums())).isFalse();
        assertThat(new CurvatureLengths.Pass(new CosineLoss()).sums().variation())
                .isInfinite();
    }

    /** Of one length: at 45 degrees curvature is that of every row, at 50 it is about to change. */
    @ParameterizedTest
    @CsvSource({"0, true", "45, true", "50, false", "135, true", "130, false"})
    void ofPredictionsFarFromTheirActualsCurvatureIsNotEven(double degrees, boolean even) {
        double angle = Math.toRadians(degrees);
        DoubleMatrix predictions = new DoubleMatrix(new double[] {1, 0, 0, 1}, 0, 2, 2);
        DoubleMatrix actuals = new DoubleMatrix(
                new double[] {Math.cos(angle), Math.sin(angle), Math.sin(angle), Math.cos(angle)}, 0, 2, 2);
        CurvatureLengths.Pass pass = new CurvatureLengths.Pass(new CosineLoss());
        pass.observe(new PairBlock(actuals, actuals, new double[] {1, 2}, null), predictions);
        assertThat(pass.sums().variation()).isCloseTo(0, within(1e-6));
        assertThat(MomentCurvature.isEven(pass.sums())).isEqualTo(even);
    }

    private static DoubleMatrix predictions(LinearMap map, double[] point, DoubleMatrix inputs) {
        DoubleMatrix predictions = new DoubleMatrix(inputs.rows(), map.outputDim());
        predictions.copyFrom(map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, inputs.rows())
                .forward(Precision.DOUBLE.rowVector(point), inputs));
        return predictions;
    }

    private static MomentCurvature curvature(
            LinearMap map, double[] point, DoubleMatrix inputs, DoubleMatrix predictions) {
        return Rows.startForms(new PairBlock(inputs, predictions, null, null)).curvature(map, point);
    }
}
