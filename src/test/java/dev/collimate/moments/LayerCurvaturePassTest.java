package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.map.Activation;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sums in plain loops. */
class LayerCurvaturePassTest {
    private static final Blas BLAS = Blas.of(BlasChoice.AUTO);
    private static final int ROWS = 7;
    private static final int BLOCK_ROWS = 4;
    private static final long FIRST_ROW = 12;
    private static final double[] WEIGHTS = {1, 0.5, 3, 2, 0, 1, 0.25};
    private static final DoubleMatrix INPUTS = Rows.gaussian(ROWS, 2, 1);
    private static final DoubleMatrix ACTUALS = Rows.gaussian(ROWS, 3, 2);

    private static PerceptronMap map(boolean residual, Integer... layers) {
        return new PerceptronMap(List.of(layers), Activation.TANH, true, residual);
    }

    private static CurvatureSums sums(PerceptronMap map, double[] parameters, Precision precision) {
        LayerCurvaturePass pass = new LayerCurvaturePass(map, new CosineLoss(), BLAS, BLOCK_ROWS, FIRST_ROW);
        MapWorkspace workspace = map.newWorkspace(BLAS, precision, BLOCK_ROWS);
        Matrix point = precision.rowVector(parameters);
        for (int from = 0; from < ROWS; from += BLOCK_ROWS) {
            int until = Math.min(ROWS, from + BLOCK_ROWS);
            PairBlock block = new PairBlock(
                    rounded(INPUTS, from, until, precision),
                    rounded(ACTUALS, from, until, precision),
                    Arrays.copyOfRange(WEIGHTS, from, until),
                    null);
            pass.observe(block, point, workspace.forward(point, block.inputs()), workspace);
        }
        return pass.sums();
    }

    private static Matrix rounded(DoubleMatrix matrix, int from, int until, Precision precision) {
        Matrix rows = precision.zeros(until - from, matrix.columns());
        for (int i = from; i < until; i++) {
            rows.setRow(i - from, Rows.row(matrix, i));
        }
        return rows;
    }

    /** A perceptron of two hidden layers of any size, in plain loops over single rows. */
    private record PlainRow(double[] first, double[] second, double[] prediction, double curvature, double[] back) {
        static PlainRow of(PerceptronMap map, double[] parameters, int row, long place) {
            double[] x = Rows.row(INPUTS, row);
            double[] first = hidden(map, parameters, 1, x);
            double[] second = hidden(map, parameters, 2, first);
            double[] p = layer(map, parameters, 3, second);
            for (int i = 0; i < p.length && map.residual(); i++) {
                for (int j = 0; j < x.length; j++) {
                    p[i] += weight(map, parameters, PerceptronMap.RESIDUAL, i, j) * x[j];
                }
            }
            double cosine = Rows.dot(Rows.unit(p), Rows.unit(Rows.row(ACTUALS, row)));
            double curvature = WEIGHTS[row] * Math.max(0.05, cosine) / Rows.dot(p, p);
            double[] direction = signs(place, p.length);
            double along = Rows.dot(direction, Rows.unit(p));
            for (int j = 0; j < p.length; j++) {
                direction[j] -= along * Rows.unit(p)[j];
            }
            return new PlainRow(first, second, p, curvature, back(map, parameters, 3, direction, second));
        }

        static double[] back(PerceptronMap map, double[] parameters, int layer, double[] behind, double[] hidden) {
            double[] back = new double[hidden.length];
            for (int j = 0; j < back.length; j++) {
                for (int i = 0; i < behind.length; i++) {
                    back[j] += behind[i] * weight(map, parameters, PerceptronMap.weights(layer), i, j);
                }
                back[j] *= 1 - hidden[j] * hidden[j];
            }
            return back;
        }

        private static double[] hidden(PerceptronMap map, double[] parameters, int layer, double[] before) {
            return Arrays.stream(layer(map, parameters, layer, before))
                    .map(Math::tanh)
                    .toArray();
        }

        private static double[] layer(PerceptronMap map, double[] parameters, int layer, double[] before) {
            double[] outputs = new double[map.size(layer)];
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = weight(map, parameters, PerceptronMap.intercept(layer), 0, i);
                for (int j = 0; j < before.length; j++) {
                    outputs[i] += weight(map, parameters, PerceptronMap.weights(layer), i, j) * before[j];
                }
            }
            return outputs;
        }

        private static double weight(PerceptronMap map, double[] parameters, String name, int i, int j) {
            return map.layout()
                    .view(new DoubleMatrix(parameters, 0, 1, parameters.length), name)
                    .get(i, j);
        }
    }

    private static void add(double[][] sum, double factor, double[] vector) {
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                sum[i][j] += factor * vector[i] * vector[j];
            }
        }
    }

    private static void requireSame(SymmetricTiles found, double[][] expected, double tolerance) {
        assertThat(found.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                assertThat(found.get(i, j)).as("(%d, %d)", i, j).isCloseTo(expected[i][j], within(tolerance));
            }
        }
    }

    private static double[] joined(double[] first, double[] second) {
        double[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static void requirePlainSums(boolean residual, int units, Precision precision, double tolerance) {
        PerceptronMap map = map(residual, 2, 5, units, 3);
        double[] parameters = Rows.row(Rows.gaussian(1, map.layout().size(), 3), 0);
        double[][] inputs = new double[3][3];
        double[][] second = new double[6][6];
        int last = units + (residual ? 2 : 0) + 1;
        double[][] third = new double[last][last];
        double[][] near = new double[5][5];
        double[][] far = new double[units][units];
        for (int row = 0; row < ROWS; row++) {
            PlainRow plain = PlainRow.of(map, parameters, row, FIRST_ROW + row);
            double[] x = Rows.row(INPUTS, row);
            add(inputs, plain.curvature(), Rows.extended(x));
            add(second, plain.curvature(), Rows.extended(plain.first()));
            add(third, plain.curvature(), Rows.extended(residual ? joined(plain.second(), x) : plain.second()));
            add(far, plain.curvature(), plain.back());
            add(near, plain.curvature(), PlainRow.back(map, parameters, 2, plain.back(), plain.first()));
        }
        CurvatureSums sums = sums(map, parameters, precision);
        requireSame(SymmetricTiles.of(sums.inputs()), inputs, tolerance);
        requireSame(sums.layers().inputs(2), second, tolerance);
        requireSame(sums.layers().inputs(3), third, tolerance);
        requireSame(sums.layers().directions(1), near, tolerance);
        requireSame(sums.layers().directions(2), far, tolerance);
        assertThat(sums.weight()).isEqualTo(Arrays.stream(WEIGHTS).sum());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sumsAreThoseOfEveryRowByItsCurvature(boolean residual) {
        requirePlainSums(residual, 4, Precision.DOUBLE, 1e-12);
    }

    /** Products of so many directions are taken in float. */
    @Test
    void manyUnitsInFloatLieInTilesOfTheSameSums() {
        requirePlainSums(true, SymmetricTiles.SIDE + 40, Precision.FLOAT, 3e-4);
    }

    /** What is announced before a pass is what it sends. */
    @Test
    void theSizeIsThatOfAllSums() {
        for (PerceptronMap map : List.of(map(true, 2, 5, 3), map(false, 2, 5, 4, 3), map(true, 4, 600, 2))) {
            CurvatureSums sums = CurvatureSums.of(map);
            assertThat(CurvatureMemory.of(map, BLOCK_ROWS).elements()).isEqualTo(sums.size());
        }
    }

    /** Over many rows their products have the mean I, as those of all axes, or of a normal distribution, would. */
    @Test
    void directionsAreOfIndependentSigns() {
        int places = 40_000;
        int[] elements = {0, 1, 63, 64, 100};
        double[][] products = new double[elements.length][elements.length];
        double[] means = new double[elements.length];
        for (int place = 0; place < places; place++) {
            double[] signs = signs(place, 101);
            assertThat(signs).isEqualTo(signs(place, 101));
            for (int i = 0; i < elements.length; i++) {
                double sign = signs[elements[i]];
                assertThat(sign).isIn(1.0, -1.0);
                means[i] += sign / places;
                for (int j = 0; j < elements.length; j++) {
                    products[i][j] += sign * signs[elements[j]] / places;
                }
            }
        }
        double deviation = 1 / Math.sqrt(places);
        assertThat(means).containsExactly(new double[elements.length], within(4 * deviation));
        for (int i = 0; i < elements.length; i++) {
            for (int j = 0; j < elements.length; j++) {
                assertThat(products[i][j]).isCloseTo(i == j ? 1 : 0, within(4 * deviation));
            }
        }
    }

    private static double[] signs(long place, int length) {
        double[] signs = new double[length];
        LayerCurvaturePass.setSigns(place, signs);
        return signs;
    }
}
