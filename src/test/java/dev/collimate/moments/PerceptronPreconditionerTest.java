package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerceptronPreconditionerTest {
    private static final Blas BLAS = Blas.of(BlasChoice.JAVA);
    private static final int ROWS = 30;

    private final DoubleMatrix inputs = Rows.gaussian(ROWS, 3, 1);
    private final DoubleMatrix actuals = Rows.gaussian(ROWS, 2, 2);

    private static PerceptronMap map(boolean intercept, boolean residual) {
        return new PerceptronMap(List.of(3, 4, 2), Activation.TANH, intercept, residual);
    }

    private static double[] vector(PerceptronMap map, long seed) {
        return Rows.row(Rows.gaussian(1, map.layout().size(), seed), 0);
    }

    private CurvatureSums sums(PerceptronMap map, double[] parameters, DoubleMatrix x) {
        LayerCurvaturePass pass = new LayerCurvaturePass(map, new CosineLoss(), BLAS, ROWS, 0);
        MapWorkspace workspace = map.newWorkspace(BLAS, Precision.DOUBLE, ROWS);
        Matrix point = Precision.DOUBLE.rowVector(parameters);
        pass.observe(new PairBlock(x, actuals, null, null), point, workspace.forward(point, x), workspace);
        return pass.sums();
    }

    private static double[] applied(
            PerceptronMap map, CurvatureSums sums, Reduction reduction, double shift, double[] gradient) {
        return PerceptronPreconditioner.of(map, sums, reduction, shift, BlasChoice.JAVA)
                .apply(gradient);
    }

    private static Matrix view(PerceptronMap map, double[] vector, String name) {
        return map.layout().view(new DoubleMatrix(vector, 0, 1, vector.length), name);
    }

    /** Weights of a layer with those of the residual beside them. */
    private static DoubleMatrix weights(PerceptronMap map, double[] vector, int layer) {
        Matrix own = view(map, vector, PerceptronMap.weights(layer));
        int size = LayerSums.inputSize(map, layer) - 1;
        DoubleMatrix joined = new DoubleMatrix(own.rows(), size);
        for (int i = 0; i < own.rows(); i++) {
            for (int j = 0; j < size; j++) {
                joined.set(
                        i,
                        j,
                        j < own.columns()
                                ? own.get(i, j)
                                : view(map, vector, PerceptronMap.RESIDUAL).get(i, j - own.columns()));
            }
        }
        return joined;
    }

    /** The damped factors, as whole matrices, times the step are the gradient, layer by layer. */
    @ParameterizedTest
    @CsvSource({
        "true, true, MEAN, 0",
        "true, false, MEAN, 0",
        "false, true, SUM, 0",
        "false, false, MEAN, 0",
        "true, true, SUM, 0.3",
        "false, true, MEAN, 0.3"
    })
    void theProductSolvesTheDampedKroneckerSystems(
            boolean intercept, boolean residual, Reduction reduction, double shift) {
        PerceptronMap map = map(intercept, residual);
        CurvatureSums sums = sums(map, vector(map, 3), inputs);
        double[] gradient = vector(map, 4);
        double[] step = applied(map, sums, reduction, shift, gradient);
        assertThat(step).hasSameSizeAs(gradient);
        double scale = reduction == Reduction.SUM ? 1 : 1.0 / ROWS;
        for (int layer = 1; layer <= 2; layer++) {
            SymmetricTiles moment = layer == 1
                    ? SymmetricTiles.of(sums.inputs())
                    : sums.layers().inputs(2);
            int size = moment.size() - 1;
            double[][] input = new double[size][size];
            double[] mean = new double[size];
            for (int i = 0; i < size; i++) {
                mean[i] = intercept ? moment.get(size, i) / moment.get(size, size) : 0;
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    input[i][j] = scale * (moment.get(i, j) - moment.get(size, size) * mean[i] * mean[j]);
                }
            }
            double[][] output = new double[map.size(layer)][map.size(layer)];
            double curvature = sums.inputs().get(3, 3);
            for (int i = 0; i < output.length; i++) {
                for (int j = 0; j < output.length; j++) {
                    output[i][j] = layer == 2
                            ? (i == j ? 1 : 0) - sums.outputs().get(i, j) / ROWS
                            : sums.layers().directions(1).get(i, j) / curvature;
                }
            }
            double pi =
                    shift > 0 ? Math.sqrt(meanDiagonal(input, 0, size) / meanDiagonal(output, 0, output.length)) : 1;
            int hidden = layer == 1 ? 0 : 4;
            double common = meanDiagonal(input, 0, hidden);
            for (int i = 0; i < size; i++) {
                input[i][i] += (i < hidden ? common : input[i][i]) + pi * Math.sqrt(shift);
            }
            double least = meanDiagonal(output, 0, output.length);
            for (int i = 0; i < output.length; i++) {
                output[i][i] += least + Math.sqrt(shift) / pi;
            }
            requireSolution(map, layer, input, output, mean, scale * curvature, gradient, step);
        }
    }

    private static double meanDiagonal(double[][] matrix, int from, int until) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += matrix[i][i];
        }
        return sum / (until - from);
    }

    private static void requireSolution(
            PerceptronMap map,
            int layer,
            double[][] input,
            double[][] output,
            double[] mean,
            double curvature,
            double[] gradient,
            double[] step) {
        DoubleMatrix g = weights(map, gradient, layer);
        DoubleMatrix s = weights(map, step, layer);
        for (int i = 0; i < g.rows(); i++) {
            for (int j = 0; j < g.columns(); j++) {
                double product = 0;
                for (int k = 0; k < g.rows(); k++) {
                    for (int l = 0; l < g.columns(); l++) {
                        product += output[i][k] * s.get(k, l) * input[l][j];
                    }
                }
                double centred = map.fitIntercept()
                        ? view(map, gradient, PerceptronMap.intercept(layer)).get(0, i) * mean[j]
                        : 0;
                assertThat(product).isCloseTo(g.get(i, j) - centred, within(1e-9));
            }
        }
        for (int i = 0; i < g.rows() && map.fitIntercept(); i++) {
            double product = 0;
            for (int k = 0; k < g.rows(); k++) {
                double meanOutput =
                        view(map, step, PerceptronMap.intercept(layer)).get(0, k);
                for (int l = 0; l < g.columns(); l++) {
                    meanOutput += s.get(k, l) * mean[l];
                }
                product += output[i][k] * curvature * meanOutput;
            }
            assertThat(product)
                    .isCloseTo(
                            view(map, gradient, PerceptronMap.intercept(layer)).get(0, i), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 0.2"})
    void theProductIsSymmetricAndPositive(boolean intercept, double shift) {
        PerceptronMap map = map(intercept, true);
        PerceptronPreconditioner preconditioner = PerceptronPreconditioner.of(
                map, sums(map, vector(map, 3), inputs), Reduction.MEAN, shift, BlasChoice.JAVA);
        assertThat(preconditioner.dimension()).isEqualTo(map.layout().size());
        for (int k = 0; k < 20; k++) {
            double[] a = vector(map, 10 + k);
            double[] b = vector(map, 40 + k);
            double[] unchanged = a.clone();
            assertThat(Rows.dot(a, preconditioner.apply(b)))
                    .isCloseTo(Rows.dot(b, preconditioner.apply(a)), within(1e-9));
            assertThat(Rows.dot(a, preconditioner.apply(a))).isPositive();
            assertThat(a).isEqualTo(unchanged);
        }
    }

    /** x' = x D has weights W D^-1, gradients G D, and steps S D^-1. */
    @Test
    void theUnitsAndOriginsOfInputsDoNotMatter() {
        PerceptronMap map = map(true, true);
        double[] units = {1000, 1e-3, 7};
        double[] origin = {5, -2, 0.5};
        double[] parameters = vector(map, 3);
        double[] moved = parameters.clone();
        DoubleMatrix x = new DoubleMatrix(ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < 3; j++) {
                x.set(i, j, units[j] * (inputs.get(i, j) + origin[j]));
            }
        }
        double[] gradient = vector(map, 4);
        double[] movedGradient = gradient.clone();
        for (String[] layer : new String[][] {
            {PerceptronMap.weights(1), PerceptronMap.intercept(1)}, {PerceptronMap.RESIDUAL, PerceptronMap.intercept(2)}
        }) {
            Matrix weights = view(map, moved, layer[0]);
            Matrix intercept = view(map, moved, layer[1]);
            for (int i = 0; i < weights.rows(); i++) {
                for (int j = 0; j < 3; j++) {
                    intercept.set(0, i, intercept.get(0, i) - weights.get(i, j) * origin[j]);
                    weights.set(i, j, weights.get(i, j) / units[j]);
                    double moves = view(map, gradient, layer[0]).get(i, j)
                            + view(map, gradient, layer[1]).get(0, i) * origin[j];
                    view(map, movedGradient, layer[0]).set(i, j, units[j] * moves);
                }
            }
        }
        double[] step = applied(map, sums(map, parameters, inputs), Reduction.MEAN, 0, gradient);
        double[] found = applied(map, sums(map, moved, x), Reduction.MEAN, 0, movedGradient);
        for (String name : List.of(PerceptronMap.weights(1), PerceptronMap.RESIDUAL)) {
            Matrix expected = view(map, step, name);
            for (int i = 0; i < expected.rows(); i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(view(map, found, name).get(i, j) * units[j]).isCloseTo(expected.get(i, j), within(1e-7));
                }
            }
        }
    }

    @Test
    void anInputThatDoesNotVaryIsLeftAlone() {
        PerceptronMap map = map(true, true);
        DoubleMatrix flat = new DoubleMatrix(ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            flat.setRow(i, new double[] {inputs.get(i, 0), 0.1, inputs.get(i, 2)});
        }
        double[] step = applied(map, sums(map, vector(map, 3), flat), Reduction.MEAN, 0, vector(map, 4));
        for (String name : List.of(PerceptronMap.weights(1), PerceptronMap.RESIDUAL)) {
            Matrix weights = view(map, step, name);
            for (int i = 0; i < weights.rows(); i++) {
                assertThat(weights.get(i, 1)).isZero();
                assertThat(weights.get(i, 0)).isNotZero();
            }
        }
    }

    /** Nothing comes back from a last layer of zeros, and no hidden unit answers to weights of zeros. */
    @Test
    void aLayerThatNothingComesBackFromTakesPlainSteps() {
        PerceptronMap map = map(true, true);
        double[] constant = new double[map.layout().size()];
        view(map, constant, PerceptronMap.intercept(2)).setRow(0, new double[] {1, 2});
        double[] step = applied(map, sums(map, constant, inputs), Reduction.MEAN, 0, vector(map, 4));
        assertThat(Rows.largest(step)).isFinite().isPositive();
        assertThat(view(map, step, PerceptronMap.weights(1)).get(0, 0)).isNotZero();
    }

    @Test
    void factorsOfAnotherMapAreRefused() {
        PerceptronMap map = map(true, true);
        PerceptronPreconditioner preconditioner =
                PerceptronPreconditioner.of(map, sums(map, vector(map, 3), inputs), Reduction.MEAN, 0, BlasChoice.JAVA);
        List<DampedLayer> layers = preconditioner.layers();
        assertThatThrownBy(() -> new PerceptronPreconditioner(map, layers.subList(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 layers");
        assertThatThrownBy(() -> new PerceptronPreconditioner(map, List.of(layers.get(1), layers.get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer 1");
    }
}
