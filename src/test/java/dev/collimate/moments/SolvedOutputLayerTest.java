package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.MapDescription;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a plain solution: deviations from means, normal equations, elimination, all in double and row by row. */
class SolvedOutputLayerTest {
    private static final int ROWS = 240;
    private static final int INPUT_DIM = 5;
    private static final int OUTPUT_DIM = 3;
    private static final long SEED = 7;

    private final DoubleMatrix inputs = inputs();
    private final DoubleMatrix actuals = actuals();
    private final double[] weights = IntStream.range(0, ROWS)
            .mapToDouble(i -> i % 9 == 0 ? 0 : 3 * HashRandom.uniform(3, i))
            .toArray();

    private DoubleMatrix inputs() {
        DoubleMatrix matrix = Rows.gaussian(ROWS, INPUT_DIM, 1);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < INPUT_DIM; j++) {
                // Another unit and mean for each; the last does not vary.
                matrix.set(i, j, j == INPUT_DIM - 1 ? 4 : Math.pow(10, j - 1) * (matrix.get(i, j) + j));
            }
        }
        return matrix;
    }

    private DoubleMatrix actuals() {
        DoubleMatrix noise = Rows.gaussian(ROWS, OUTPUT_DIM, 2);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < OUTPUT_DIM; j++) {
                double x = inputs.get(i, j) / Math.pow(10, j - 1);
                noise.set(i, j, 0.2 * noise.get(i, j) + x + Math.sin(2 * x) + j);
            }
        }
        return noise;
    }

    static List<Arguments> maps() {
        return List.of(
                Arguments.of(map(true, true, 12), 1e-9),
                Arguments.of(map(true, false, 12), 1e-9),
                Arguments.of(map(false, true, 12), 1e-9),
                Arguments.of(map(false, false, 12), 1e-9),
                Arguments.of(map(true, true, 9, 14), 1e-9),
                Arguments.of(map(true, true, HiddenPass.FLOAT_UNITS + 40), 1e-4));
    }

    private static PerceptronMap map(boolean fitIntercept, boolean residual, Integer... hidden) {
        Integer[] layers = new Integer[hidden.length + 2];
        layers[0] = INPUT_DIM;
        System.arraycopy(hidden, 0, layers, 1, hidden.length);
        layers[layers.length - 1] = OUTPUT_DIM;
        return (PerceptronMap) Maps.create(MapDescription.of("mlp", INPUT_DIM, OUTPUT_DIM, fitIntercept)
                .withLayers(List.of(layers), "relu")
                .withResidual(residual));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void predictionsAreThoseOfThePlainSolution(PerceptronMap map, double tolerance) {
        for (double[] rowWeights : Arrays.asList(null, weights)) {
            RandomHiddenLayers layers = layers(map, rowWeights);
            HiddenFolds folds = folds(layers, rowWeights, false, 50);
            double[] solved = SolvedOutputLayer.of(layers, folds, OptionalDouble.of(0.3), BlasChoice.JAVA)
                    .parameters();
            boolean[] all = new boolean[ROWS];
            Arrays.fill(all, true);
            DoubleMatrix plain = plain(map, layers, rowWeights, all, 0.3);
            assertThat(predictions(map, solved).toDoubleArray())
                    .containsExactly(plain.toDoubleArray(), within(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void theCurveIsTheErrorOnTheRowsThatWereHeldBack(PerceptronMap map, double tolerance) {
        boolean[] solvedFrom = new boolean[ROWS];
        int held = 0;
        for (int i = 0; i < ROWS; i++) {
            solvedFrom[i] = !HiddenPass.isHeldBack(SEED, i);
            held += solvedFrom[i] ? 0 : 1;
        }
        assertThat(held).isBetween(ROWS / 8, ROWS / 3);
        for (double[] rowWeights : Arrays.asList(null, weights)) {
            RandomHiddenLayers layers = layers(map, rowWeights);
            SolvedOutputLayer solved = SolvedOutputLayer.of(
                    layers, folds(layers, rowWeights, true, 50), OptionalDouble.empty(), BlasChoice.JAVA);
            for (int k : new int[] {2, 5, 8}) {
                RidgeChoice.Point point = solved.ridge().curve().get(k);
                DoubleMatrix plain = plain(map, layers, rowWeights, solvedFrom, point.ridge());
                assertThat(point.meanSquaredError())
                        .isCloseTo(meanSquaredError(plain, rowWeights, solvedFrom), within(10 * tolerance));
            }
            SolvedOutputLayer given = SolvedOutputLayer.of(
                    layers,
                    folds(layers, rowWeights, false, 50),
                    OptionalDouble.of(solved.ridge().ridge()),
                    BlasChoice.JAVA);
            assertThat(predictions(map, solved.parameters()).toDoubleArray())
                    .as("the choice serves all rows")
                    .containsExactly(predictions(map, given.parameters()).toDoubleArray(), within(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void theMomentsOfItsPredictionsFollowFromThoseOfTheUnits(PerceptronMap map, double tolerance) {
        if (!map.fitIntercept()) {
            RandomHiddenLayers layers = layers(map, null);
            assertThatThrownBy(() -> SolvedOutputLayer.of(
                            layers, folds(layers, null, true, 50), OptionalDouble.empty(), BlasChoice.JAVA, true))
                    .hasMessageContaining("has no intercept");
            return;
        }
        for (double[] rowWeights : Arrays.asList(null, weights)) {
            RandomHiddenLayers layers = layers(map, rowWeights);
            SolvedOutputLayer solved = SolvedOutputLayer.of(
                    layers, folds(layers, rowWeights, true, 50), OptionalDouble.empty(), BlasChoice.JAVA, true);
            SpreadPass pass = new SpreadPass(OUTPUT_DIM, Blas.of(BlasChoice.JAVA), ROWS);
            pass.add(new PairBlock(inputs, actuals, rowWeights, null), predictions(map, solved.parameters()));
            List<double[]> found = solved.predictions().orElseThrow().arrays();
            List<double[]> expected = pass.sums().arrays();
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i)).containsExactly(expected.get(i), within(tolerance * ROWS));
            }
        }
    }

    @Test
    void whereBlocksEndChangesNoBit() {
        PerceptronMap map = map(true, true, 12);
        RandomHiddenLayers layers = layers(map, weights);
        List<double[]> expected = folds(layers, weights, true, ROWS).arrays();
        for (int blockRows : new int[] {1, 7, 100}) {
            List<double[]> found = folds(layers, weights, true, blockRows).arrays();
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i)).containsExactly(expected.get(i));
            }
        }
    }

    @Test
    void aSmallerNetworkHasTheFirstUnitsOfALargerOne() {
        double[] small = layers(map(true, true, 12), null).parameters();
        PerceptronMap large = map(true, true, 30);
        double[] first = Arrays.copyOf(layers(large, null).parameters(), 12 * INPUT_DIM);
        assertThat(Arrays.copyOf(small, 12 * INPUT_DIM)).containsExactly(first);
    }

    @Test
    void theMomentsOfALargerNetworkSolveTheSmallerToo() {
        PerceptronMap large = map(true, true, SymmetricTiles.SIDE + 20);
        HiddenFolds folds = folds(layers(large, weights), weights, true, 50);
        for (int units : new int[] {12, SymmetricTiles.SIDE + 5}) {
            PerceptronMap small = large.withHiddenUnits(units);
            RandomHiddenLayers layers = layers(small, weights);
            SolvedOutputLayer found =
                    SolvedOutputLayer.of(layers, folds.leading(small), OptionalDouble.of(0.3), BlasChoice.JAVA);
            SolvedOutputLayer expected = SolvedOutputLayer.of(
                    layers, folds(layers, weights, true, 50), OptionalDouble.of(0.3), BlasChoice.JAVA);
            assertThat(found.parameters()).containsExactly(expected.parameters(), within(1e-9));
        }
    }

    @Test
    void theSizeThatIsPlannedWithIsThatOfTheSums() {
        PerceptronMap map = map(true, true, 500);
        assertThat(HiddenFolds.of(map, true).size()).isEqualTo(HiddenFolds.size(map, true));
        assertThat(HiddenFolds.of(map, false).size()).isEqualTo(HiddenFolds.size(map, false));
    }

    private RandomHiddenLayers layers(PerceptronMap map, double[] rowWeights) {
        return RandomHiddenLayers.of(
                map,
                new Centring(Rows.moments(inputs, actuals, rowWeights, ROWS).inputMoment(), map.fitIntercept()),
                SEED);
    }

    private HiddenFolds folds(RandomHiddenLayers layers, double[] rowWeights, boolean judged, int blockRows) {
        HiddenPass pass = new HiddenPass(layers, Double.POSITIVE_INFINITY, SEED, judged, Blas.of(BlasChoice.JAVA));
        for (int from = 0; from < ROWS; from += blockRows) {
            int until = Math.min(ROWS, from + blockRows);
            pass.add(
                    new PairBlock(
                            inputs.rowRange(from, until),
                            actuals.rowRange(from, until),
                            rowWeights == null ? null : Arrays.copyOfRange(rowWeights, from, until),
                            null),
                    from);
        }
        return pass.sums();
    }

    private DoubleMatrix predictions(PerceptronMap map, double[] parameters) {
        Matrix found = map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                .forward(new DoubleMatrix(parameters, 0, 1, parameters.length), inputs);
        return (DoubleMatrix) found;
    }

    /** What the network predicts that is solved from the marked rows, for all rows. */
    private DoubleMatrix plain(
            PerceptronMap map, RandomHiddenLayers layers, double[] rowWeights, boolean[] marked, double ridge) {
        double[] counted = IntStream.range(0, ROWS)
                .mapToDouble(i -> !marked[i] ? 0 : rowWeights == null ? 1 : rowWeights[i])
                .toArray();
        double[][] hidden = hidden(map, layers.parameters());
        double[][] standardised = new double[ROWS][INPUT_DIM];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < INPUT_DIM; j++) {
                standardised[i][j] = layers.scales()[j] * (inputs.get(i, j) - layers.means()[j]);
            }
        }
        double[][] rest = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            rest[i] = Rows.unit(Rows.row(actuals, i));
        }
        double[][] sum = new double[ROWS][OUTPUT_DIM];
        if (map.fitIntercept()) {
            explain(constant(), counted, 0, false, rest, sum);
        }
        if (map.residual()) {
            explain(standardised, counted, 1e-13, map.fitIntercept(), rest, sum);
        }
        explain(hidden, counted, ridge, map.fitIntercept(), rest, sum);
        DoubleMatrix plain = new DoubleMatrix(ROWS, OUTPUT_DIM);
        for (int i = 0; i < ROWS; i++) {
            plain.setRow(i, sum[i]);
        }
        return plain;
    }

    private static double[][] constant() {
        double[][] ones = new double[ROWS][];
        Arrays.setAll(ones, i -> new double[] {1});
        return ones;
    }

    /** Moves what ridge regression on {@code columns} explains of {@code rest} to {@code sum}. */
    private static void explain(
            double[][] columns, double[] counted, double ridge, boolean centred, double[][] rest, double[][] sum) {
        int n = columns[0].length;
        double all = Arrays.stream(counted).sum();
        double[] mean = new double[n];
        for (int i = 0; i < ROWS && centred; i++) {
            for (int j = 0; j < n; j++) {
                mean[j] += counted[i] * columns[i][j] / all;
            }
        }
        double[][] equations = new double[n][n + OUTPUT_DIM];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < n; j++) {
                double left = counted[i] * (columns[i][j] - mean[j]);
                for (int k = 0; k < n; k++) {
                    equations[j][k] += left * (columns[i][k] - mean[k]);
                }
                for (int k = 0; k < OUTPUT_DIM; k++) {
                    equations[j][n + k] += left * rest[i][k];
                }
            }
        }
        double trace = 0;
        for (int j = 0; j < n; j++) {
            trace += equations[j][j];
        }
        for (int j = 0; j < n; j++) {
            equations[j][j] += ridge * trace / n;
        }
        eliminate(equations, n);
        for (int i = 0; i < ROWS; i++) {
            for (int k = 0; k < OUTPUT_DIM; k++) {
                double explained = 0;
                for (int j = 0; j < n; j++) {
                    explained += equations[j][n + k] * (columns[i][j] - mean[j]);
                }
                rest[i][k] -= explained;
                sum[i][k] += explained;
            }
        }
    }

    /** Gauss and Jordan; the right-hand sides become the solution. A column that does not vary has the solution 0. */
    private static void eliminate(double[][] equations, int n) {
        for (int pivot = 0; pivot < n; pivot++) {
            double diagonal = equations[pivot][pivot];
            if (diagonal <= 1e-9) {
                Arrays.fill(equations[pivot], 0);
                continue;
            }
            for (int k = pivot; k < equations[pivot].length; k++) {
                equations[pivot][k] /= diagonal;
            }
            for (int i = 0; i < n; i++) {
                double factor = equations[i][pivot];
                for (int k = pivot; k < equations[i].length && i != pivot && factor != 0; k++) {
                    equations[i][k] -= factor * equations[pivot][k];
                }
            }
        }
    }

    private double[][] hidden(PerceptronMap map, double[] parameters) {
        Matrix values = new DoubleMatrix(parameters, 0, 1, parameters.length);
        double[][] current = new double[ROWS][];
        Arrays.setAll(current, i -> Rows.row(inputs, i));
        for (int layer = 1; layer < map.depth(); layer++) {
            Matrix w = map.layout().view(values, PerceptronMap.weights(layer));
            double[][] next = new double[ROWS][w.rows()];
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < w.rows(); j++) {
                    double unit = map.fitIntercept()
                            ? map.layout()
                                    .view(values, PerceptronMap.intercept(layer))
                                    .get(0, j)
                            : 0;
                    for (int k = 0; k < w.columns(); k++) {
                        unit += w.get(j, k) * current[i][k];
                    }
                    next[i][j] = Math.max(0, unit);
                }
            }
            current = next;
        }
        return current;
    }

    private double meanSquaredError(DoubleMatrix predictions, double[] rowWeights, boolean[] solvedFrom) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < ROWS; i++) {
            double weight = solvedFrom[i] ? 0 : rowWeights == null ? 1 : rowWeights[i];
            double[] unit = Rows.unit(Rows.row(actuals, i));
            for (int j = 0; j < OUTPUT_DIM; j++) {
                sum += weight * Math.pow(unit[j] - predictions.get(i, j), 2);
            }
            all += weight;
        }
        return sum / all;
    }
}
