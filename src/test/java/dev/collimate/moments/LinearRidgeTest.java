package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Precision;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against normal equations with a ridge, solved by elimination, and errors summed row by row, all in double. */
class LinearRidgeTest {
    private static final int ROWS = 150;
    private static final int INPUT_DIM = 5;
    private static final int OUTPUT_DIM = 4;
    private static final long SEED = 3;

    private final DoubleMatrix inputs = inputs();
    private final DoubleMatrix actuals = actuals();
    private final double[] weights = IntStream.range(0, ROWS)
            .mapToDouble(i -> i % 9 == 0 ? 0 : 3 * HashRandom.uniform(3, i))
            .toArray();

    private static DoubleMatrix inputs() {
        DoubleMatrix matrix = Rows.gaussian(ROWS, INPUT_DIM, 1);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < INPUT_DIM; j++) {
                matrix.set(i, j, (j + 1) * matrix.get(i, j) + 2 * j);
            }
        }
        return matrix;
    }

    private DoubleMatrix actuals() {
        DoubleMatrix noise = Rows.gaussian(ROWS, OUTPUT_DIM, 2);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < OUTPUT_DIM; j++) {
                noise.set(i, j, 2 * noise.get(i, j) + inputs.get(i, j) + 0.3 * j);
            }
        }
        return noise;
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "true, 0.02", "true, 3", "false, 0.02", "false, 3"})
    void aRidgeIsRelativeToTheMeanVarianceOfInputsAndLeavesTheInterceptAlone(boolean fitIntercept, double ridge) {
        for (double[] rowWeights : Arrays.asList(null, weights)) {
            ClosedForms forms = Rows.closedForms(inputs, actuals, rowWeights);
            LinearMap map = new LinearMap(INPUT_DIM, OUTPUT_DIM, fitIntercept);
            double[] found = forms.leastSquares(fitIntercept, ridge * forms.meanInputVariance(fitIntercept))
                    .parameters();
            double[][] plain = plain(fitIntercept, ridge, counted(rowWeights, row -> true));
            assertThat(predictions(map, found).toDoubleArray())
                    .containsExactly(predictions(plain).toDoubleArray(), within(1e-10));
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theCurveIsTheErrorOnTheRowsThatWereHeldBack(boolean fitIntercept) {
        for (double[] rowWeights : Arrays.asList(null, weights)) {
            ClosedForms forms = new ClosedForms(folds(rowWeights, 40), BlasChoice.JAVA);
            RidgeChoice choice = forms.chooseRidge(fitIntercept);
            assertThat(choice.curve()).hasSizeGreaterThanOrEqualTo(9);
            double[] held = counted(rowWeights, LinearRidgeTest::isHeldBack);
            for (RidgeChoice.Point point : choice.curve()) {
                double[][] plain = plain(fitIntercept, point.ridge(), counted(rowWeights, row -> !isHeldBack(row)));
                assertThat(point.meanSquaredError())
                        .isCloseTo(meanSquaredError(predictions(plain), held, 1), within(1e-10));
                assertThat(point.meanSquaredError())
                        .isGreaterThanOrEqualTo(choice.curve().stream()
                                .filter(other -> other.ridge() == choice.ridge())
                                .findFirst()
                                .orElseThrow()
                                .meanSquaredError());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true, false", "2, false, false", "4, true, false", "2, true, true", "2, false, true"})
    void theCurveOfALowRankMapIsTheErrorOfTheMapsThemselves(int rank, boolean fitIntercept, boolean residual) {
        DoubleMatrix square = residual ? columns(inputs, OUTPUT_DIM) : inputs;
        LowRankMap map = new LowRankMap(square.columns(), OUTPUT_DIM, rank, fitIntercept, residual);
        MomentFolds folds = folds(square, weights, 40);
        RidgeChoice choice = new ClosedForms(folds, BlasChoice.JAVA).chooseRidge(map);
        ClosedForms solved = new ClosedForms(folds.solved(), BlasChoice.JAVA);
        double[] held = counted(weights, LinearRidgeTest::isHeldBack);
        for (RidgeChoice.Point point : choice.curve()) {
            double[] parameters = solved.reducedRank(map, point.ridge() * solved.meanInputVariance(fitIntercept))
                    .parameters();
            DoubleMatrix predictions = predictions(map, parameters, square);
            double scale = residual ? nearest(predictions, held) : 1;
            assertThat(point.meanSquaredError()).isCloseTo(meanSquaredError(predictions, held, scale), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "150"})
    void theTwoFoldsHoldEveryRowOnceWhereverBlocksEnd(int blockRows) {
        MomentFolds folds = folds(weights, blockRows);
        assertThat(folds.held().rows()).isBetween(ROWS / 8L, ROWS / 3L);
        MomentSums total = folds.total();
        MomentSums all = Rows.moments(inputs, actuals, weights, ROWS);
        assertThat(total.rows()).isEqualTo(ROWS);
        assertThat(folds.size()).isEqualTo(MomentFolds.size(INPUT_DIM, OUTPUT_DIM, true));
        for (int i = 0; i < all.arrays().size(); i++) {
            assertThat(total.arrays().get(i))
                    .containsExactly(
                            all.arrays().get(i),
                            within(1e-9 * Rows.largest(all.arrays().get(i))));
        }
    }

    private static boolean isHeldBack(int row) {
        return HiddenPass.isHeldBack(SEED, row);
    }

    private static double[] counted(double[] rowWeights, IntPredicate taken) {
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> !taken.test(i) ? 0 : rowWeights == null ? 1 : rowWeights[i])
                .toArray();
    }

    private MomentFolds folds(double[] rowWeights, int blockRows) {
        return folds(inputs, rowWeights, blockRows);
    }

    private MomentFolds folds(DoubleMatrix rows, double[] rowWeights, int blockRows) {
        MomentFoldPass pass = new MomentFoldPass(
                rows.columns(), OUTPUT_DIM, Blas.of(BlasChoice.JAVA), blockRows, Double.POSITIVE_INFINITY, SEED, true);
        for (int from = 0; from < ROWS; from += blockRows) {
            int until = Math.min(ROWS, from + blockRows);
            pass.add(
                    new PairBlock(
                            rows.rowRange(from, until),
                            actuals.rowRange(from, until),
                            rowWeights == null ? null : Arrays.copyOfRange(rowWeights, from, until),
                            null),
                    from);
        }
        return pass.sums();
    }

    private static DoubleMatrix columns(DoubleMatrix matrix, int count) {
        DoubleMatrix first = new DoubleMatrix(matrix.rows(), count);
        for (int i = 0; i < matrix.rows(); i++) {
            first.setRow(i, Arrays.copyOf(Rows.row(matrix, i), count));
        }
        return first;
    }

    private DoubleMatrix predictions(VectorMap map, double[] parameters) {
        return predictions(map, parameters, inputs);
    }

    private static DoubleMatrix predictions(VectorMap map, double[] parameters, DoubleMatrix rows) {
        return (DoubleMatrix) map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                .forward(new DoubleMatrix(parameters, 0, 1, parameters.length), rows);
    }

    /** Rows of (W, b). */
    private DoubleMatrix predictions(double[][] augmented) {
        DoubleMatrix predictions = new DoubleMatrix(ROWS, OUTPUT_DIM);
        for (int i = 0; i < ROWS; i++) {
            for (int k = 0; k < OUTPUT_DIM; k++) {
                predictions.set(i, k, Rows.dot(augmented[k], Rows.extended(Rows.row(inputs, i))));
            }
        }
        return predictions;
    }

    /** (W, b) of the minimum of sum w |W x + b - y^|^2 + ridge tr(S) / inputDim |W|^2. */
    private double[][] plain(boolean fitIntercept, double ridge, double[] counted) {
        int size = INPUT_DIM + (fitIntercept ? 1 : 0);
        double[][] equations = new double[size][size + OUTPUT_DIM];
        double[] mean = new double[INPUT_DIM];
        double all = Arrays.stream(counted).sum();
        double squares = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] z = Rows.extended(Rows.row(inputs, i));
            double[] unit = Rows.unit(Rows.row(actuals, i));
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    equations[j][k] += counted[i] * z[j] * z[k];
                }
                for (int k = 0; k < OUTPUT_DIM; k++) {
                    equations[j][size + k] += counted[i] * z[j] * unit[k];
                }
            }
            for (int j = 0; j < INPUT_DIM; j++) {
                mean[j] += counted[i] * z[j] / all;
                squares += counted[i] * z[j] * z[j];
            }
        }
        double variation = squares - (fitIntercept ? all * Rows.dot(mean, mean) : 0);
        for (int j = 0; j < INPUT_DIM; j++) {
            equations[j][j] += ridge * variation / INPUT_DIM;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            for (int i = 0; i < size; i++) {
                double factor = equations[i][pivot] / equations[pivot][pivot];
                for (int k = pivot; k < size + OUTPUT_DIM && i != pivot; k++) {
                    equations[i][k] -= factor * equations[pivot][k];
                }
            }
        }
        double[][] augmented = new double[OUTPUT_DIM][INPUT_DIM + 1];
        for (int k = 0; k < OUTPUT_DIM; k++) {
            for (int j = 0; j < size; j++) {
                augmented[k][j] = equations[j][size + k] / equations[j][j];
            }
        }
        return augmented;
    }

    /** The number that predictions are to be multiplied by to come nearest to unit actuals. */
    private double nearest(DoubleMatrix predictions, double[] counted) {
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] prediction = Rows.row(predictions, i);
            cross += counted[i] * Rows.dot(prediction, Rows.unit(Rows.row(actuals, i)));
            squares += counted[i] * Rows.dot(prediction, prediction);
        }
        return cross / squares;
    }

    private double meanSquaredError(DoubleMatrix predictions, double[] counted, double scale) {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] unit = Rows.unit(Rows.row(actuals, i));
            for (int k = 0; k < OUTPUT_DIM; k++) {
                sum += counted[i] * Math.pow(unit[k] - scale * predictions.get(i, k), 2);
            }
        }
        return sum / Arrays.stream(counted).sum();
    }
}
