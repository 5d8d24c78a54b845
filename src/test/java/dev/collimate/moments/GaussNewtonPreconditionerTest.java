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
import dev.collimate.objective.PlantedPairs;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the Gauss-Newton matrix of all parameters, added up row by row in plain loops. */
class GaussNewtonPreconditionerTest {
    private static final int ROWS = 40;
    private static final double WEIGHT = 0.5;

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 0", "true, 0.25", "false, 0.25"})
    void solvesWithTheMatrixOfPlainLoops(boolean intercept, double shift) {
        LinearMap map = new LinearMap(3, 2, intercept);
        for (Reduction reduction : Reduction.values()) {
            Problem problem = new Problem(map, PlantedPairs.random(5, ROWS, 3), 1);
            double[] step = PlantedPairs.random(9, 1, map.layout().size()).data();
            // Along the point itself nothing curves: only a shift does anything there.
            double[] across = shift > 0 ? step : across(step, problem.point);

            double[] gradient = problem.product(across, reduction, shift);

            double[] found = problem.preconditioner(reduction, shift).apply(gradient);
            double[] again = problem.product(found, reduction, shift);
            assertThat(again).as("%s", reduction).containsExactly(gradient, within(1e-10 * norm(gradient)));
            if (shift > 0 && !intercept) {
                assertThat(found).as("%s", reduction).containsExactly(step, within(1e-10));
            }
        }
    }

    @Test
    void isSymmetricAndNeverNegative() {
        Problem problem = new Problem(new LinearMap(4, 3, true), PlantedPairs.random(5, ROWS, 4), 1);
        GaussNewtonPreconditioner preconditioner = problem.preconditioner(Reduction.MEAN, 0);
        double[] left = PlantedPairs.random(1, 1, 15).data();
        double[] right = PlantedPairs.random(2, 1, 15).data();
        double product = Rows.dot(left, preconditioner.apply(right));
        assertThat(Rows.dot(right, preconditioner.apply(left))).isCloseTo(product, within(1e-12 * Math.abs(product)));
        assertThat(Rows.dot(left, preconditioner.apply(left))).isPositive();
        assertThat(preconditioner.dimension()).isEqualTo(15);
        assertThat(preconditioner.isRenewedEachStep()).isTrue();
    }

    /** An input a million times longer has weights and steps a million times smaller, and the others the same. */
    @Test
    void unitsOfInputsChangeNothing() {
        LinearMap map = new LinearMap(3, 2, true);
        DoubleMatrix inputs = PlantedPairs.random(5, ROWS, 3);
        DoubleMatrix scaled = PlantedPairs.random(5, ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            scaled.set(i, 1, 1e6 * scaled.get(i, 1));
        }
        double[] gradient = PlantedPairs.random(9, 1, 8).data();
        double[] scaledGradient = gradient.clone();
        scaledGradient[1] *= 1e6;
        scaledGradient[4] *= 1e6;

        double[] expected =
                new Problem(map, inputs, 1).preconditioner(Reduction.MEAN, 0).apply(gradient);
        double[] found =
                new Problem(map, scaled, 1e-6).preconditioner(Reduction.MEAN, 0).apply(scaledGradient);

        found[1] *= 1e6;
        found[4] *= 1e6;
        assertThat(found).containsExactly(expected, within(1e-8 * norm(expected)));
    }

    /** An input that does not vary is left to the intercept; one far from zero keeps its precision. */
    @Test
    void aConstantInputHasNoStepAndAFarMeanLosesNothing() {
        LinearMap map = new LinearMap(3, 2, true);
        DoubleMatrix inputs = PlantedPairs.random(5, ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            inputs.set(i, 0, 7);
            inputs.set(i, 1, inputs.get(i, 1) + 1e4);
        }
        Problem problem = new Problem(map, inputs, 1, 1e4);
        double[] step = problem.preconditioner(Reduction.MEAN, 0)
                .apply(PlantedPairs.random(9, 1, 8).data());
        assertThat(step[0]).isZero();
        assertThat(step[3]).isZero();
        double[] gradient = problem.product(across(step, problem.point), Reduction.MEAN, 0);
        double[] found =
                problem.product(problem.preconditioner(Reduction.MEAN, 0).apply(gradient), Reduction.MEAN, 0);
        // Taking off means of 1e4 leaves 1e-8 of the products' 16 digits, and the matrix has its own condition on top.
        assertThat(found).containsExactly(gradient, within(1e-6 * norm(gradient)));
    }

    @Test
    void servesFewOutputsAndPredictionsNearTheirActuals() {
        assertThat(GaussNewtonPreconditioner.suits(new LinearMap(74, 4, true))).isTrue();
        assertThat(GaussNewtonPreconditioner.suits(new LinearMap(75, 4, true))).isFalse();
        assertThat(GaussNewtonPreconditioner.suits(new LinearMap(75, 4, false))).isTrue();
        assertThat(GaussNewtonPreconditioner.suits(new LinearMap(8, 5, true))).isFalse();
        assertThat(GaussNewtonPreconditioner.suits(new LinearMap(8, 1, true))).isFalse();
        CurvatureSums sums = new CurvatureSums(2, 2, 2);
        sums.addWeight(1, 0.05);
        assertThat(GaussNewtonPreconditioner.suits(sums)).isTrue();
        sums.addWeight(1, 0.2);
        assertThat(GaussNewtonPreconditioner.suits(sums)).isFalse();
    }

    private static double[] across(double[] step, double[] point) {
        double share = Rows.dot(step, point) / Rows.dot(point, point);
        double[] across = step.clone();
        for (int i = 0; i < step.length; i++) {
            across[i] -= share * point[i];
        }
        return across;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Rows.dot(vector, vector));
    }

    /** Planted pairs at the planted point, where every prediction is at 0 degrees and the cosine's curvature is 1. */
    private static final class Problem {
        private final LinearMap map;
        private final DoubleMatrix inputs;
        private final double[] point;
        private final DoubleMatrix predictions;

        Problem(LinearMap map, DoubleMatrix inputs, double unit) {
            this(map, inputs, unit, 0);
        }

        /**
         * @param unit of the weights of the second input
         * @param mean of the second input, made up for by the intercept
         */
        Problem(LinearMap map, DoubleMatrix inputs, double unit, double mean) {
            this.map = map;
            this.inputs = inputs;
            this.point = PlantedPairs.random(3, 1, map.layout().size()).data();
            for (int a = 0; a < map.outputDim(); a++) {
                point[a * map.inputDim() + 1] *= unit;
                if (map.fitIntercept()) {
                    point[map.inputDim() * map.outputDim() + a] -= mean * point[a * map.inputDim() + 1];
                }
            }
            this.predictions = new DoubleMatrix(ROWS, map.outputDim());
            predictions.copyFrom(map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                    .forward(Precision.DOUBLE.rowVector(point), inputs));
        }

        GaussNewtonPreconditioner preconditioner(Reduction reduction, double shift) {
            double[] weights = new double[ROWS];
            Arrays.fill(weights, WEIGHT);
            CurvatureGatherer gatherer =
                    MapMethodsFactory.of(map).curvature(new CosineLoss(), Blas.of(BlasChoice.JAVA), ROWS, 0);
            gatherer.observe(
                    new PairBlock(inputs, predictions, weights, null),
                    Precision.DOUBLE.rowVector(point),
                    predictions,
                    null);
            CurvatureSums sums = gatherer.sums();
            return GaussNewtonPreconditioner.of(map, point, sums, reduction, shift, null, BlasChoice.JAVA);
        }

        /** The matrix times a step: row by row how the prediction moves, what of it is across, and back. */
        double[] product(double[] step, Reduction reduction, double shift) {
            int d = map.inputDim();
            int k = map.outputDim();
            double[] product = new double[step.length];
            for (int row = 0; row < ROWS; row++) {
                double[] p = Rows.row(predictions, row);
                double[] moved = new double[k];
                for (int a = 0; a < k; a++) {
                    moved[a] = map.fitIntercept() ? step[k * d + a] : 0;
                    for (int j = 0; j < d; j++) {
                        moved[a] += step[a * d + j] * inputs.get(row, j);
                    }
                }
                double along = Rows.dot(moved, p) / Rows.dot(p, p);
                double weight = (reduction == Reduction.MEAN ? 1.0 / ROWS : WEIGHT) / Rows.dot(p, p);
                for (int a = 0; a < k; a++) {
                    double back = weight * (moved[a] - along * p[a]);
                    for (int j = 0; j < d; j++) {
                        product[a * d + j] += back * inputs.get(row, j);
                    }
                    if (map.fitIntercept()) {
                        product[k * d + a] += back;
                    }
                }
            }
            for (int i = 0; i < k * d; i++) {
                product[i] += shift * step[i];
            }
            return product;
        }
    }
}
