package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LinearMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A least-squares solution is the one whose residual is orthogonal to every input (the normal equations) and whose weights
 * lie in the span of the inputs (the smallest norm); both are checked in plain loops, without a matrix inverse.
 */
class LeastSquaresTest {
    private static final int OUTPUT_DIM = 3;

    private final DoubleMatrix inputs = Rows.gaussian(80, 5, 1);
    private final DoubleMatrix actuals = Rows.gaussian(80, OUTPUT_DIM, 2);

    @Test
    void recoversAPlantedMapUpToLengths() {
        double[][] planted = {{1, 2, 0, -1, 0.5}, {0, 1, 1, 1, -2}, {3, 0, -1, 0.5, 1}};
        // Actuals of unit length, so that the planted map itself is the solution: inputs follow from them.
        DoubleMatrix square = Rows.unit(Rows.gaussian(60, 3, 7));
        double[][] rotation = Rows.orthogonal(3, 3, 9);
        DoubleMatrix unitActuals = Rows.mapped(square, rotation, null);
        double[] found = Rows.closedForms(square, unitActuals, null)
                .leastSquares(false, 0)
                .parameters();
        assertThat(found).containsExactly(flat(rotation), within(1e-12));

        DoubleMatrix exact = Rows.mapped(inputs, planted, null);
        double[] parameters =
                Rows.closedForms(inputs, exact, null).leastSquares(false, 0).parameters();
        requireNormalEquations(inputs, exact, null, false, 0, parameters);
    }

    @Test
    void residualsAreOrthogonalToInputsWithAndWithoutInterceptRidgeAndWeights() {
        double[] weights = IntStream.range(0, 80)
                .mapToDouble(i -> HashRandom.uniform(3, i))
                .toArray();
        for (boolean fitIntercept : new boolean[] {false, true}) {
            for (double ridge : new double[] {0, 0.3}) {
                for (double[] rowWeights : new double[][] {null, weights}) {
                    ClosedForms.LeastSquares found =
                            Rows.closedForms(inputs, actuals, rowWeights).leastSquares(fitIntercept, ridge);
                    requireNormalEquations(inputs, actuals, rowWeights, fitIntercept, ridge, found.parameters());
                    assertThat(found.rank()).isEqualTo(fitIntercept ? 6 : 5);
                }
            }
        }
    }

    @Test
    void wholeWeightsCountAsRepeatedRowsAndAWeightOfZeroAsNoRow() {
        double[] weights = new double[80];
        Arrays.fill(weights, 0, 10, 2);
        Arrays.fill(weights, 10, 40, 1);
        DoubleMatrix repeatedInputs = new DoubleMatrix(50, 5);
        DoubleMatrix repeatedActuals = new DoubleMatrix(50, OUTPUT_DIM);
        for (int i = 0; i < 50; i++) {
            int source = i < 40 ? i : i - 40;
            repeatedInputs.setRow(i, Rows.row(inputs, source));
            repeatedActuals.setRow(i, Rows.row(actuals, source));
        }
        assertThat(parameters(inputs, actuals, weights, 0))
                .containsExactly(parameters(repeatedInputs, repeatedActuals, null, 0), within(1e-12));
    }

    @Test
    void ridgeShrinksWeightsTowardsZeroAndLeavesTheMeanToTheIntercept() {
        double[] parameters = parameters(inputs, actuals, null, 1e9);
        DoubleMatrix weights = weights(parameters);
        assertThat(Rows.largest(weights.toDoubleArray())).isLessThan(1e-8);
        double[] intercept = intercept(parameters);
        double[] mean = new double[OUTPUT_DIM];
        for (int i = 0; i < 80; i++) {
            double[] unit = Rows.unit(Rows.row(actuals, i));
            for (int j = 0; j < OUTPUT_DIM; j++) {
                mean[j] += unit[j] / 80;
            }
        }
        assertThat(intercept).containsExactly(mean, within(1e-7));
    }

    @Test
    void ridgeTowardsAReferenceEndsThere() {
        ClosedForms forms = Rows.closedForms(inputs, actuals, null);
        double[] reference = forms.scaledOrthogonal(true);
        double[] strong = forms.leastSquares(true, 1e9, reference).parameters();
        assertThat(weights(strong).toDoubleArray())
                .containsExactly(weights(reference).toDoubleArray(), within(1e-7));
        double[] none = forms.leastSquares(true, 0, reference).parameters();
        assertThat(none).containsExactly(forms.leastSquares(true, 0).parameters(), within(1e-12));
    }

    @Test
    void longInputsAndInputsFarFromZeroKeepTheirIntercept() {
        double[][] planted = {{1, 2, 0, -1, 0.5}, {0, 1, 1, 1, -2}, {3, 0, -1, 0.5, 1}};
        double[] plain = parameters(inputs, Rows.mapped(inputs, planted, new double[] {3, 1, 2}), null, 0);
        for (double[] lengthAndOffset : new double[][] {{1e5, 0}, {1, 1e3}}) {
            DoubleMatrix changed = new DoubleMatrix(80, 5);
            for (int i = 0; i < changed.size(); i++) {
                changed.data()[i] = lengthAndOffset[0] * inputs.data()[i] + lengthAndOffset[1];
            }
            DoubleMatrix y = Rows.mapped(inputs, planted, new double[] {3, 1, 2});
            ClosedForms.LeastSquares found = Rows.closedForms(changed, y, null).leastSquares(true, 0);
            assertThat(found.rank()).isEqualTo(6);
            assertThat(predictions(changed, found.parameters()))
                    .containsExactly(predictions(inputs, plain), within(1e-8));
        }
    }

    private static double[] predictions(DoubleMatrix x, double[] parameters) {
        return Rows.mapped(x, rows(weights(parameters)), intercept(parameters)).toDoubleArray();
    }

    @Test
    void duplicateColumnsShareTheirWeightAndLowerTheRank() {
        DoubleMatrix doubled = new DoubleMatrix(80, 6);
        for (int i = 0; i < 80; i++) {
            double[] row = Arrays.copyOf(Rows.row(inputs, i), 6);
            row[5] = row[0];
            doubled.setRow(i, row);
        }
        ClosedForms.LeastSquares found =
                Rows.closedForms(doubled, actuals, null).leastSquares(true, 0);
        assertThat(found.rank()).isEqualTo(6);
        DoubleMatrix weights = view(found.parameters(), 6, LinearMap.WEIGHTS);
        DoubleMatrix single = weights(parameters(inputs, actuals, null, 0));
        for (int j = 0; j < OUTPUT_DIM; j++) {
            assertThat(weights.get(j, 0)).isCloseTo(weights.get(j, 5), within(1e-10));
            assertThat(weights.get(j, 0)).isCloseTo(single.get(j, 0) / 2, within(1e-10));
        }
        requireNormalEquations(doubled, actuals, null, true, 0, found.parameters());
    }

    @Test
    void inputsOnAPlaneGetNoWeightAcrossItWhateverRoundingSays() {
        double[] normal = Rows.unit(new double[] {1, -2, 3, 1, 1});
        DoubleMatrix onPlane = new DoubleMatrix(80, 5);
        for (int i = 0; i < 80; i++) {
            double[] row = Rows.row(inputs, i);
            double distance = Rows.dot(row, normal);
            for (int j = 0; j < 5; j++) {
                // As float embeddings are: on the plane but for rounding.
                row[j] = (float) (row[j] - distance * normal[j]);
            }
            onPlane.setRow(i, row);
        }
        ClosedForms.LeastSquares found =
                Rows.closedForms(onPlane, actuals, null).leastSquares(true, 0);
        assertThat(found.rank()).isEqualTo(5);
        DoubleMatrix weights = weights(found.parameters());
        for (int j = 0; j < OUTPUT_DIM; j++) {
            // In units of each input's deviation, for which the normal is divided by the deviation as well.
            double across = 0;
            for (int k = 0; k < 5; k++) {
                across += weights.get(j, k) * normal[k] * variance(onPlane, k);
            }
            assertThat(across).isCloseTo(0, within(1e-6));
            assertThat(Rows.largest(Rows.row(weights, j))).isLessThan(1);
        }
        requireNormalEquations(onPlane, actuals, null, true, 0, found.parameters());
    }

    @Test
    void fewerRowsThanColumnsAreFittedExactlyByTheSmallestWeights() {
        DoubleMatrix few = Rows.gaussian(3, 8, 4);
        DoubleMatrix fewActuals = Rows.unit(Rows.gaussian(3, OUTPUT_DIM, 5));
        ClosedForms.LeastSquares found = Rows.closedForms(few, fewActuals, null).leastSquares(false, 0);
        assertThat(found.rank()).isEqualTo(3);
        DoubleMatrix weights = new DoubleMatrix(found.parameters(), 0, OUTPUT_DIM, 8);
        assertThat(Rows.mapped(few, rows(weights), null).toDoubleArray())
                .containsExactly(fewActuals.toDoubleArray(), within(1e-10));
        // Of inputs divided by their root mean square. In the span of these: a direction that is orthogonal to all
        // three gets nothing.
        double[] outside = Rows.row(Rows.gaussian(1, 8, 6), 0);
        double[][] basis = new double[3][];
        for (int i = 0; i < 3; i++) {
            basis[i] = Rows.row(few, i);
            for (int j = 0; j < 8; j++) {
                basis[i][j] /= rootMeanSquare(few, j);
            }
            for (int k = 0; k < i; k++) {
                takeOff(basis[i], basis[k]);
            }
            basis[i] = Rows.unit(basis[i]);
        }
        for (double[] direction : basis) {
            takeOff(outside, direction);
        }
        for (int j = 0; j < OUTPUT_DIM; j++) {
            double across = 0;
            for (int k = 0; k < 8; k++) {
                across += weights.get(j, k) * rootMeanSquare(few, k) * outside[k];
            }
            assertThat(across).isCloseTo(0, within(1e-10));
        }
    }

    private static double rootMeanSquare(DoubleMatrix matrix, int column) {
        double squares = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            squares += matrix.get(i, column) * matrix.get(i, column);
        }
        return Math.sqrt(squares / matrix.rows());
    }

    private static double variance(DoubleMatrix matrix, int column) {
        double mean = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            mean += matrix.get(i, column) / matrix.rows();
        }
        double meanSquare = rootMeanSquare(matrix, column) * rootMeanSquare(matrix, column);
        return meanSquare - mean * mean;
    }

    @Test
    void degenerateRowsGiveFiniteParametersAndTheirRank() {
        DoubleMatrix sameInputs = new DoubleMatrix(6, 5);
        DoubleMatrix sameActuals = new DoubleMatrix(6, OUTPUT_DIM);
        for (int i = 0; i < 6; i++) {
            sameInputs.setRow(i, Rows.row(inputs, 0));
            sameActuals.setRow(i, Rows.row(actuals, 0));
        }
        requireFiniteOfRank(new DoubleMatrix(6, 5), Rows.gaussian(6, OUTPUT_DIM, 2), 0, 1);
        requireFiniteOfRank(Rows.gaussian(1, 5, 1), Rows.gaussian(1, OUTPUT_DIM, 2), 1, 1);
        requireFiniteOfRank(sameInputs, sameActuals, 1, 1);
    }

    private static void requireFiniteOfRank(DoubleMatrix inputs, DoubleMatrix actuals, int plain, int withIntercept) {
        ClosedForms forms = Rows.closedForms(inputs, actuals, null);
        for (boolean fitIntercept : new boolean[] {false, true}) {
            ClosedForms.LeastSquares found = forms.leastSquares(fitIntercept, 0);
            assertThat(Rows.largest(found.parameters())).isFinite();
            assertThat(found.rank()).isEqualTo(fitIntercept ? withIntercept : plain);
            requireNormalEquations(inputs, actuals, null, fitIntercept, 0, found.parameters());
            assertThat(Rows.largest(forms.scaledOrthogonal(fitIntercept))).isFinite();
        }
        assertThat(Rows.largest(forms.orthogonal())).isFinite();
        assertThat(Rows.largest(forms.centredOrthogonal())).isFinite();
        assertThat(Rows.largest(forms.meanActual())).isFinite();
    }

    /** mean w (W z - y^) z' + ridge W = 0, element by element; the ridge leaves the intercept alone. */
    private static void requireNormalEquations(
            DoubleMatrix inputs,
            DoubleMatrix actuals,
            double[] rowWeights,
            boolean fitIntercept,
            double ridge,
            double[] parameters) {
        LinearMap map = new LinearMap(inputs.columns(), actuals.columns(), fitIntercept);
        DoubleMatrix augmented = map.join(new DoubleMatrix(parameters, 0, 1, parameters.length));
        DoubleMatrix equations = new DoubleMatrix(augmented.rows(), augmented.columns());
        double total =
                rowWeights == null ? inputs.rows() : Arrays.stream(rowWeights).sum();
        for (int i = 0; i < inputs.rows(); i++) {
            double weight = (rowWeights == null ? 1 : rowWeights[i]) / total;
            double[] x = Rows.row(inputs, i);
            double[] z = fitIntercept ? Rows.extended(x) : x;
            double[] unit = Rows.unit(Rows.row(actuals, i));
            for (int j = 0; j < unit.length; j++) {
                double residual = Rows.dot(Rows.row(augmented, j), z) - unit[j];
                for (int k = 0; k < z.length; k++) {
                    equations.set(j, k, equations.get(j, k) + weight * residual * z[k]);
                }
            }
        }
        for (int j = 0; j < augmented.rows(); j++) {
            for (int k = 0; k < augmented.columns(); k++) {
                double penalty = k < inputs.columns() ? ridge * augmented.get(j, k) : 0;
                // Inputs on a plane but for rounding have 1e-7 of their length across it.
                assertThat(equations.get(j, k) + penalty).isCloseTo(0, within(1e-7));
            }
        }
    }

    private static double[] parameters(DoubleMatrix x, DoubleMatrix y, double[] rowWeights, double ridge) {
        return Rows.closedForms(x, y, rowWeights).leastSquares(true, ridge).parameters();
    }

    private static DoubleMatrix weights(double[] parameters) {
        return view(parameters, 5, LinearMap.WEIGHTS);
    }

    private static double[] intercept(double[] parameters) {
        return view(parameters, 5, LinearMap.INTERCEPT).toDoubleArray();
    }

    private static DoubleMatrix view(double[] parameters, int inputDim, String name) {
        LinearMap map = new LinearMap(inputDim, OUTPUT_DIM, true);
        return (DoubleMatrix) map.layout().view(new DoubleMatrix(parameters, 0, 1, parameters.length), name);
    }

    private static double[][] rows(DoubleMatrix matrix) {
        return IntStream.range(0, matrix.rows())
                .mapToObj(i -> Rows.row(matrix, i))
                .toArray(double[][]::new);
    }

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    private static void takeOff(double[] vector, double[] direction) {
        double share = Rows.dot(vector, direction) / Rows.dot(direction, direction);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= share * direction[i];
        }
    }
}
