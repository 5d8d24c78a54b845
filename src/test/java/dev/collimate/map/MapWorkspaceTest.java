package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleFunctions;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forwards and backwards over blocks beside plain loops over rows. */
class MapWorkspaceTest {
    private static final int ROWS = 7;
    private static final Blas BLAS = Blas.of(BlasChoice.JAVA);

    static List<MapDescription> maps() {
        return MapDescriptions.ofEveryKind();
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aBlockIsMappedAsEachRowByTheFormula(MapDescription description) {
        VectorMap map = Maps.create(description);
        DoubleMatrix parameters = random(1, 1, map.layout().size());
        DoubleMatrix inputs = random(2, ROWS, map.inputDim());

        Matrix predictions = map.newWorkspace(BLAS, Precision.DOUBLE, ROWS).forward(parameters, inputs);

        for (int i = 0; i < ROWS; i++) {
            double[] expected =
                    formula(map, parameters, inputs.rowRange(i, i + 1).toDoubleArray());
            assertThat(predictions.rowRange(i, i + 1).toDoubleArray()).containsExactly(expected, within(1e-12));
        }
    }

    /** The sum of G * p over all elements is linear in p, so its derivative asks nothing of a loss. */
    @ParameterizedTest
    @MethodSource("maps")
    void backwardsGivesTheDerivativeOfTheFormula(MapDescription description) {
        VectorMap map = Maps.create(description);
        DoubleMatrix parameters = random(1, 1, map.layout().size());
        DoubleMatrix inputs = random(2, ROWS, map.inputDim());
        DoubleMatrix outputGradient = random(3, ROWS, map.outputDim());
        DoubleMatrix gradient = new DoubleMatrix(1, parameters.size());
        MapWorkspace pass = map.newWorkspace(BLAS, Precision.DOUBLE, ROWS);

        Matrix predictions = pass.forward(parameters, inputs);
        predictions.copyFrom(outputGradient);
        pass.backward(parameters, inputs, predictions, gradient);

        double step = 1e-6;
        for (int k = 0; k < parameters.size(); k++) {
            double at = parameters.get(0, k);
            parameters.set(0, k, at + step);
            double above = weightedSum(map, parameters, inputs, outputGradient);
            parameters.set(0, k, at - step);
            double below = weightedSum(map, parameters, inputs, outputGradient);
            parameters.set(0, k, at);
            assertThat(gradient.get(0, k)).as("parameter %d", k).isCloseTo((above - below) / (2 * step), within(2e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void blocksOfFewerRowsLeaveNoTraceOfBlocksBefore(MapDescription description) {
        VectorMap map = Maps.create(description);
        for (Precision precision : Precision.values()) {
            Matrix parameters =
                    precision.rowVector(random(1, 1, map.layout().size()).data());
            MapWorkspace used = map.newWorkspace(BLAS, precision, ROWS);
            gradient(map, used, parameters, 2, ROWS, precision);

            double[] after = gradient(map, used, parameters, 4, 3, precision);

            assertThat(after)
                    .containsExactly(
                            gradient(map, map.newWorkspace(BLAS, precision, 3), parameters, 4, 3, precision),
                            within(0.0));
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void floatsFollowDoublesToFiveDigits(MapDescription description) {
        VectorMap map = Maps.create(description);
        double[] values = random(1, 1, map.layout().size()).data();

        double[] floats = gradient(
                map,
                map.newWorkspace(BLAS, Precision.FLOAT, ROWS),
                Precision.FLOAT.rowVector(values),
                2,
                ROWS,
                Precision.FLOAT);

        double[] doubles = gradient(
                map,
                map.newWorkspace(BLAS, Precision.DOUBLE, ROWS),
                Precision.DOUBLE.rowVector(values),
                2,
                ROWS,
                Precision.DOUBLE);
        double length =
                Math.sqrt(Arrays.stream(doubles).map(value -> value * value).sum());
        assertThat(floats).containsExactly(doubles, within(1e-5 * length));
    }

    private static double[] gradient(
            VectorMap map, MapWorkspace pass, Matrix parameters, long seed, int rows, Precision precision) {
        Matrix inputs = precision.zeros(rows, map.inputDim());
        Matrix gradient = precision.zeros(1, map.layout().size());
        for (int i = 0; i < rows; i++) {
            inputs.setRow(i, random(seed + i, 1, map.inputDim()).data());
        }
        pass.backward(parameters, inputs, pass.forward(parameters, inputs), gradient);
        return gradient.toDoubleArray();
    }

    private static double weightedSum(VectorMap map, Matrix parameters, Matrix inputs, Matrix weights) {
        double sum = 0;
        for (int i = 0; i < inputs.rows(); i++) {
            double[] prediction =
                    formula(map, parameters, inputs.rowRange(i, i + 1).toDoubleArray());
            for (int j = 0; j < prediction.length; j++) {
                sum += weights.get(i, j) * prediction[j];
            }
        }
        return sum;
    }

    private static double[] formula(VectorMap map, Matrix parameters, double[] x) {
        if (map instanceof LowRankMap lowRank) {
            double[] inner = times(lowRank.layout().view(parameters, LowRankMap.INPUT_FACTOR), x);
            double[] p = times(lowRank.layout().view(parameters, LowRankMap.OUTPUT_FACTOR), inner);
            if (lowRank.fitIntercept()) {
                p = plus(
                        p,
                        lowRank.layout().view(parameters, LowRankMap.INTERCEPT).toDoubleArray());
            }
            return lowRank.residual() ? plus(p, x) : p;
        }
        if (map instanceof PerceptronMap perceptron) {
            return formula(perceptron, parameters, x);
        }
        double[] p = times(map.layout().view(parameters, LinearMap.WEIGHTS), x);
        return map.description().fitIntercept()
                ? plus(p, map.layout().view(parameters, LinearMap.INTERCEPT).toDoubleArray())
                : p;
    }

    private static double[] formula(PerceptronMap map, Matrix parameters, double[] x) {
        double[] h = x;
        for (int layer = 1; layer <= map.depth(); layer++) {
            h = times(map.layout().view(parameters, PerceptronMap.weights(layer)), h);
            if (map.fitIntercept()) {
                h = plus(
                        h,
                        map.layout()
                                .view(parameters, PerceptronMap.intercept(layer))
                                .toDoubleArray());
            }
            for (int j = 0; j < h.length && layer < map.depth(); j++) {
                h[j] = switch (map.activation()) {
                    case RELU -> h[j] > 0 ? h[j] : 0;
                    case TANH -> Math.tanh(h[j]);
                    case GELU -> DoubleFunctions.gelu(h[j]);
                };
            }
        }
        return map.residual() ? plus(h, times(map.layout().view(parameters, PerceptronMap.RESIDUAL), x)) : h;
    }

    private static double[] times(Matrix matrix, double[] x) {
        double[] product = new double[matrix.rows()];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] += matrix.get(i, j) * x[j];
            }
        }
        return product;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static DoubleMatrix random(long seed, int rows, int columns) {
        DoubleMatrix matrix = new DoubleMatrix(rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.data()[i] = HashRandom.gaussian(seed, i);
        }
        return matrix;
    }
}
