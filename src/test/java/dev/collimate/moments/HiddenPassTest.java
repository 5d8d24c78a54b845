package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.PairBlock;
import dev.collimate.map.Activation;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against sums of the plain products of each row, for hidden layers and inputs made by hand. */
class HiddenPassTest {
    private static final long SEED = 5;
    private static final Blas BLAS = Blas.of(BlasChoice.JAVA);
    private static final double[][] UNITS = {{1, -0.5}, {-0.25, 2}, {0.75, 0.5}};
    private static final double[] INTERCEPTS = {0.5, -1, 0.25};
    private static final double[] MEANS = {0.5, -1};
    private static final double[] SCALES = {2, 0.25};

    private static final RandomHiddenLayers LAYERS = layers(2);

    private static RandomHiddenLayers layers(int outputs) {
        PerceptronMap map = new PerceptronMap(List.of(2, 3, outputs), Activation.RELU, true, true);
        DoubleMatrix parameters = new DoubleMatrix(1, map.layout().size());
        for (int i = 0; i < 3; i++) {
            map.layout().view(parameters, PerceptronMap.weights(1)).setRow(i, UNITS[i]);
        }
        map.layout().view(parameters, PerceptronMap.intercept(1)).setRow(0, INTERCEPTS);
        return new RandomHiddenLayers(map, parameters.data(), MEANS, SCALES);
    }

    /** The units of an input, and (u, 1, y^). */
    private static double[][] row(PairBlock block, int row, double longest) {
        double[] x = Rows.row((DoubleMatrix) block.inputs(), row);
        double length = Math.sqrt(Rows.dot(x, x));
        double shortened = length > longest ? longest / length : 1;
        double[] units = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = INTERCEPTS[i] + shortened * Rows.dot(UNITS[i], x);
            units[i] = sum > 0 ? sum : 0;
        }
        double[] actual = Rows.unit(Rows.row((DoubleMatrix) block.actuals(), row));
        double[] others = new double[3 + actual.length];
        for (int j = 0; j < 2; j++) {
            others[j] = SCALES[j] * (shortened * x[j] - MEANS[j]);
        }
        others[2] = 1;
        System.arraycopy(actual, 0, others, 3, actual.length);
        return new double[][] {units, others};
    }

    /** Adds w a b'. */
    private static void addProduct(double weight, double[] a, double[] b, double[][] sum) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                sum[i][j] += weight * a[i] * b[j];
            }
        }
    }

    private static void assertSumsOf(HiddenSums found, PairBlock block, double longest, IntPredicate taken) {
        int width = 3 + block.actuals().columns();
        double[][] unitMoment = new double[3][3];
        double[][] crossMoment = new double[3][width];
        double[][] otherMoment = new double[width][width];
        long rows = 0;
        for (int i = 0; i < block.rows(); i++) {
            if (taken.test(i)) {
                rows++;
                double weight = block.weights() == null ? 1 : block.weights()[i];
                double[][] row = row(block, i, longest);
                addProduct(weight, row[0], row[0], unitMoment);
                addProduct(weight, row[0], row[1], crossMoment);
                addProduct(weight, row[1], row[1], otherMoment);
            }
        }
        assertThat(found.rows()).isEqualTo(rows);
        double difference = 0;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                difference = Math.max(difference, Math.abs(found.otherMoment().get(i, j) - otherMoment[i][j]));
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                difference = Math.max(difference, Math.abs(found.unitMoment().get(i, j) - unitMoment[i][j]));
            }
            for (int j = 0; j < width; j++) {
                double cross = found.crossMoment().get(0).get(i, j);
                difference = Math.max(difference, Math.abs(cross - crossMoment[i][j]));
            }
        }
        assertThat(difference).isLessThan(1e-12 * rows);
    }

    private static PairBlock block(double[] weights) {
        DoubleMatrix inputs = new DoubleMatrix(4, 2);
        DoubleMatrix actuals = new DoubleMatrix(4, 2);
        double[][] x = {{3, 4}, {0.5, -1}, {0, 0}, {-6, 2}};
        double[][] y = {{1, 2}, {-3, 1}, {0.5, 0.5}, {0, -2}};
        for (int i = 0; i < 4; i++) {
            inputs.setRow(i, x[i]);
            actuals.setRow(i, y[i]);
        }
        return new PairBlock(inputs, actuals, weights, null);
    }

    private static HiddenPass pass(RandomHiddenLayers layers, double longest, boolean judged) {
        return new HiddenPass(layers, longest, SEED, judged, BLAS);
    }

    @ParameterizedTest
    @CsvSource({"2", "6", "Infinity"})
    void inputsLongerThanTheLongestAreShortenedAndAZeroInputStaysZero(double longest) {
        for (double[] weights : Arrays.asList(null, new double[] {0.5, 3, 2, 0})) {
            HiddenPass pass = pass(LAYERS, longest, false);
            pass.add(block(weights), 0);
            assertSumsOf(pass.sums().solved(), block(weights), longest, row -> true);
        }
    }

    @Test
    void sumsThatAreAskedForBetweenBlocksHoldEveryRowOnce() {
        HiddenPass pass = pass(LAYERS, Double.POSITIVE_INFINITY, false);
        pass.add(block(null).rowRange(0, 3), 0);
        pass.sums();
        pass.add(block(null).rowRange(3, 4), 3);
        pass.sums();
        assertSumsOf(pass.sums().solved(), block(null), Double.POSITIVE_INFINITY, row -> true);
    }

    @Test
    void aBlockWithoutRowsAddsNothing() {
        HiddenPass pass = pass(LAYERS, Double.POSITIVE_INFINITY, true);
        pass.add(block(null).rowRange(0, 0), 0);
        assertThat(pass.sums().arrays()).allSatisfy(array -> assertThat(array).containsOnly(0));
    }

    /** More rows in either fold than are gathered, so that each of them is added more than once. */
    @Test
    void everyRowCountsOnceInTheFoldItBelongsToHoweverManyThereAre() {
        int rows = 6 * GatheredRows.ROWS;
        double[] weights = new double[rows];
        Arrays.setAll(weights, i -> HashRandom.uniform(3, i));
        PairBlock block = new PairBlock(Rows.gaussian(rows, 2, 1), Rows.gaussian(rows, 2, 2), weights, null);
        HiddenPass pass = pass(LAYERS, Double.POSITIVE_INFINITY, true);
        pass.add(block, 100);
        HiddenFolds folds = pass.sums();
        assertThat(folds.held().rows()).isGreaterThan(GatheredRows.ROWS);
        IntPredicate held = row -> HiddenPass.isHeldBack(SEED, 100 + row);
        assertSumsOf(folds.held(), block, Double.POSITIVE_INFINITY, held);
        assertSumsOf(folds.solved(), block, Double.POSITIVE_INFINITY, held.negate());
    }

    @Test
    void actualsMayBeLongerThanATile() {
        int outputs = SymmetricTiles.SIDE + 7;
        PairBlock block =
                new PairBlock(block(null).inputs(), Rows.gaussian(4, outputs, 8), new double[] {1, 0.5, 2, 3}, null);
        HiddenPass pass = pass(layers(outputs), Double.POSITIVE_INFINITY, false);
        pass.add(block, 0);
        assertSumsOf(pass.sums().solved(), block, Double.POSITIVE_INFINITY, row -> true);
    }

    /** Squares of such units are infinite in float, and 0 times that is no number. */
    @Test
    void rowsOfNoWeightAddOnlyTheirNumberHoweverLongTheyAre() {
        RandomHiddenLayers layers = copiesOfTheInput(HiddenPass.FLOAT_UNITS);
        DoubleMatrix inputs = new DoubleMatrix(new double[] {1e25, 1e25}, 0, 2, 1);
        HiddenPass pass = pass(layers, Double.POSITIVE_INFINITY, false);
        pass.add(new PairBlock(inputs, inputs, new double[2], null), 0);
        List<double[]> arrays = pass.sums().arrays();
        assertThat(arrays.get(arrays.size() - 1)).containsExactly(2);
        assertThat(arrays.subList(0, arrays.size() - 1))
                .allSatisfy(array -> assertThat(array).containsOnly(0));
    }

    /** Of whole tiles of units, so that one buffer of slopes serves all; the weights of rows are too few to count. */
    @ParameterizedTest
    @CsvSource({"100, 8", "480, 8", "500, 8", "960, 4", "1000, 4"})
    void theMemoryOfAPassIsThatOfItsVectorsAndProducts(int units, int numberBytes) {
        PerceptronMap map = new PerceptronMap(List.of(3, 5, units, 2), Activation.RELU, true, true);
        long others = 3 + 1 + 2;
        long valuesAndSlopesOfTheFirstLayer = 2 * 5;
        long valuesAndRunsOfSlopesOfTheLast = units + 480 + (units > 480 ? units % 480 : 0);
        long inputsOfTwoFolds = 2 * 3;
        long row = valuesAndSlopesOfTheFirstLayer + valuesAndRunsOfSlopesOfTheLast + inputsOfTwoFolds + others;
        long othersAndWeightOfTwoFoldsInDouble = 2 * (others + 1) * 8;
        long parameters = (3 + 1) * 5 + (5 + 1) * units + (units + 1) * 2 + 3 * 2;
        long expected = 1024 * (numberBytes * row + othersAndWeightOfTwoFoldsInDouble)
                + numberBytes * (480 * 480 + 480 * others + parameters);
        assertThat(HiddenPass.workBytes(map)).isEqualTo(expected);
    }

    /** 0.1 is rounded in either precision, and so is its square. */
    @ParameterizedTest
    @CsvSource({"511, false", "512, true"})
    void productsOfManyUnitsAreOfFloats(int units, boolean floats) {
        RandomHiddenLayers layers = copiesOfTheInput(units);
        HiddenPass pass = pass(layers, Double.POSITIVE_INFINITY, false);
        DoubleMatrix inputs = new DoubleMatrix(new double[] {0.1}, 0, 1, 1);
        pass.add(new PairBlock(inputs, inputs, null, null), 0);
        SymmetricTiles found = pass.sums().solved().unitMoment();
        double square = floats ? 0.1f * 0.1f : 0.1 * 0.1;
        assertThat(found.get(0, 0)).isEqualTo(square);
        assertThat(found.get(units - 1, 0)).isEqualTo(square);
    }

    /** Each unit is the input itself where that is above 0. */
    private static RandomHiddenLayers copiesOfTheInput(int units) {
        PerceptronMap map = new PerceptronMap(List.of(1, units, 1), Activation.RELU, false, false);
        double[] parameters = new double[map.layout().size()];
        Arrays.fill(parameters, 1);
        return new RandomHiddenLayers(map, parameters, new double[1], new double[1]);
    }

    @Test
    void aRowTakesTwoOperationsForEachHiddenWeightAndForEachSum() {
        PerceptronMap map = new PerceptronMap(List.of(3, 5, 4, 2), Activation.RELU, true, true);
        int sums = 4 * 4 + 4 * (3 + 1 + 2) + 6 * 6 + 1;
        assertThat(HiddenPass.operations(map)).isEqualTo(2.0 * (5 * 3 + 4 * 5 + sums));
    }
}
