package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.LossSums;
import dev.collimate.loss.Losses;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.LocalFunction;
import dev.collimate.objective.Rows;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Solver;
import dev.collimate.optim.StopReason;
import dev.collimate.optim.StopRule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KroneckerPreconditionerTest {
    private static final Blas BLAS = Blas.of(BlasChoice.JAVA);
    private static final int ROWS = 40;

    private final DoubleMatrix inputs = Rows.gaussian(ROWS, 3, 1);
    private final DoubleMatrix actuals = Rows.gaussian(ROWS, 4, 2);

    @Test
    void theProductSolvesTheDenseKroneckerSystem() {
        for (boolean fitIntercept : new boolean[] {false, true}) {
            for (Reduction reduction : Reduction.values()) {
                for (double shift : new double[] {0, 0.1}) {
                    requireSolution(fitIntercept, reduction, shift);
                }
            }
        }
    }

    private void requireSolution(boolean fitIntercept, Reduction reduction, double shift) {
        LinearMap map = new LinearMap(3, 4, fitIntercept);
        CurvatureSums sums = curvature(new CosineLoss(), map, map.initialParameters(1), inputs, actuals);
        double[] gradient = Rows.row(Rows.gaussian(1, map.layout().size(), 5), 0);
        double[] solution = new KroneckerPreconditioner(map, sums, reduction, shift, BlasChoice.JAVA).apply(gradient);

        double scale = reduction == Reduction.SUM ? 1 : 1.0 / ROWS;
        DoubleMatrix g = map.join(new DoubleMatrix(gradient, 0, 1, gradient.length));
        DoubleMatrix s = map.join(new DoubleMatrix(solution, 0, 1, solution.length));
        for (int i = 0; i < g.rows(); i++) {
            for (int j = 0; j < g.columns(); j++) {
                double product = j < 3 ? shift * s.get(i, j) : 0;
                for (int k = 0; k < g.rows(); k++) {
                    for (int l = 0; l < g.columns(); l++) {
                        double output = (i == k ? 1 : 0) - sums.outputs().get(i, k) / ROWS;
                        product += output * s.get(k, l) * scale * sums.inputs().get(l, j);
                    }
                }
                assertThat(product).isCloseTo(g.get(i, j), within(1e-10));
            }
        }
    }

    @Test
    void theProductIsSymmetricAndPositive() {
        LinearMap map = new LinearMap(3, 4, true);
        KroneckerPreconditioner preconditioner = new KroneckerPreconditioner(
                map,
                curvature(new CosineLoss(), map, map.initialParameters(1), inputs, actuals),
                Reduction.MEAN,
                0,
                BlasChoice.JAVA);
        double[] a = Rows.row(Rows.gaussian(1, 16, 5), 0);
        double[] b = Rows.row(Rows.gaussian(1, 16, 6), 0);
        double[] unchanged = a.clone();
        assertThat(Rows.dot(a, preconditioner.apply(b))).isCloseTo(Rows.dot(b, preconditioner.apply(a)), within(1e-10));
        assertThat(Rows.dot(a, preconditioner.apply(a))).isPositive();
        assertThat(a).isEqualTo(unchanged);
    }

    @Test
    void directionsInWhichInputsDoNotVaryAreLeftAlone() {
        DoubleMatrix flat = new DoubleMatrix(ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            // The third element is the first but for the rounding of a float.
            double first = inputs.get(i, 0);
            flat.setRow(i, new double[] {first, inputs.get(i, 1), (float) first});
        }
        LinearMap map = new LinearMap(3, 4, false);
        CurvatureSums sums = curvature(new CosineLoss(), map, map.initialParameters(1), flat, actuals);
        double[] gradient = Rows.row(Rows.gaussian(1, 12, 5), 0);
        double[] step = new KroneckerPreconditioner(map, sums, Reduction.MEAN, 0, BlasChoice.JAVA).apply(gradient);
        for (int i = 0; i < 4; i++) {
            assertThat(step[3 * i] - step[3 * i + 2]).isCloseTo(0, within(1e-5));
        }
        assertThat(Rows.largest(step)).isLessThan(1e3);
        double[] pulled = new KroneckerPreconditioner(map, sums, Reduction.MEAN, 0.5, BlasChoice.JAVA).apply(gradient);
        for (int i = 0; i < 4; i++) {
            // Across the plane nothing but the pull curves.
            assertThat(pulled[3 * i] - pulled[3 * i + 2])
                    .isCloseTo((gradient[3 * i] - gradient[3 * i + 2]) / 0.5, within(1e-5));
        }
    }

    @Test
    void longInputsKeepTheStepOfTheIntercept() {
        LinearMap map = new LinearMap(3, 4, true);
        DoubleMatrix longer = new DoubleMatrix(ROWS, 3);
        for (int i = 0; i < longer.size(); i++) {
            longer.data()[i] = 1e6 * inputs.data()[i];
        }
        double[] parameters = map.initialParameters(1);
        double[] scaled = parameters.clone();
        double[] gradient = Rows.row(Rows.gaussian(1, 16, 5), 0);
        double[] scaledGradient = gradient.clone();
        for (int i = 0; i < 12; i++) {
            scaled[i] *= 1e-6;
            scaledGradient[i] *= 1e6;
        }
        double[] step = step(map, parameters, inputs, gradient);
        double[] longStep = step(map, scaled, longer, scaledGradient);
        for (int i = 0; i < 16; i++) {
            assertThat(i < 12 ? longStep[i] * 1e6 : longStep[i]).isCloseTo(step[i], within(1e-6));
        }
    }

    private double[] step(LinearMap map, double[] parameters, DoubleMatrix x, double[] gradient) {
        CurvatureSums sums = curvature(new CosineLoss(), map, parameters, x, actuals);
        return new KroneckerPreconditioner(map, sums, Reduction.MEAN, 0, BlasChoice.JAVA).apply(gradient);
    }

    @Test
    void degenerateRowsGiveFiniteSteps() {
        LinearMap map = new LinearMap(3, 4, true);
        double[] zero = new double[16];
        double[] constant = new double[16];
        Arrays.fill(constant, 12, 16, 0.5);
        for (double[] parameters : List.of(zero, constant, map.initialParameters(1))) {
            for (DoubleMatrix x : List.of(new DoubleMatrix(ROWS, 3), inputs)) {
                CurvatureSums sums = curvature(new CosineLoss(), map, parameters, x, actuals);
                double[] step = new KroneckerPreconditioner(map, sums, Reduction.MEAN, 0, BlasChoice.JAVA)
                        .apply(Rows.row(Rows.gaussian(1, 16, 5), 0));
                assertThat(Rows.largest(step)).isFinite();
            }
        }
    }

    @Test
    void theCurvatureOfARowIsTheSecondDerivativeOfItsLossAcrossPredictionAndActual() {
        double length = 2;
        for (String name : List.of("cosine", "negative-cosine", "axial", "angle", "squared-angle")) {
            AngularLoss loss = Losses.of(name, 0);
            for (double angle : new double[] {0.2, 0.6, 1.2, 2.9}) {
                double expected = secondDerivativeAcross(loss, angle, length);
                if (expected < RowCurvature.LEAST_CURVATURE / (length * length)) {
                    expected = RowCurvature.LEAST_CURVATURE / (length * length);
                }
                CurvaturePass pass = new CurvaturePass(loss, 1, 3, BLAS, 1);
                pass.observe(
                        new PairBlock(new DoubleMatrix(new double[] {1}, 0, 1, 1), actual(angle), null, null),
                        new DoubleMatrix(new double[] {length, 0, 0}, 0, 1, 3));
                assertThat(pass.sums().inputs().get(0, 0)).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void smallAnglesDoNotCurveWithoutBound() {
        CurvaturePass pass = new CurvaturePass(Losses.of("angle", 0), 1, 3, BLAS, 1);
        pass.observe(
                new PairBlock(new DoubleMatrix(new double[] {1}, 0, 1, 1), actual(1e-9), null, null),
                new DoubleMatrix(new double[] {1, 0, 0}, 0, 1, 3));
        assertThat(pass.sums().inputs().get(0, 0)).isEqualTo(RowCurvature.MOST_CURVATURE);
    }

    @Test
    void mergedCurvatureIsThatOfAllRows() {
        LinearMap map = new LinearMap(3, 4, true);
        double[] parameters = map.initialParameters(1);
        CurvatureSums all = curvature(new CosineLoss(), map, parameters, inputs, actuals);
        CurvatureSums first =
                curvature(new CosineLoss(), map, parameters, (DoubleMatrix) inputs.rowRange(0, 15), (DoubleMatrix)
                        actuals.rowRange(0, 15));
        CurvatureSums second =
                curvature(new CosineLoss(), map, parameters, (DoubleMatrix) inputs.rowRange(15, ROWS), (DoubleMatrix)
                        actuals.rowRange(15, ROWS));
        first.merge(second);
        assertThat(first.weight()).isEqualTo(ROWS);
        assertThat(first.inputs().toDoubleArray()).containsExactly(all.inputs().toDoubleArray(), within(1e-12));
        assertThat(first.outputs().toDoubleArray())
                .containsExactly(all.outputs().toDoubleArray(), within(1e-12));
    }

    @Test
    void itSavesMostStepsOfAnIllConditionedFit() {
        DoubleMatrix stretched = Rows.gaussian(400, 6, 1);
        for (int i = 0; i < 400; i++) {
            for (int j = 0; j < 6; j++) {
                stretched.set(i, j, stretched.get(i, j) * Math.pow(10, -j / 2.0));
            }
        }
        double[][] planted = new double[5][6];
        for (int j = 0; j < 5; j++) {
            planted[j] = Rows.row(Rows.gaussian(5, 6, 8), j);
        }
        DoubleMatrix noisy = Rows.mapped(stretched, planted, new double[] {1, 0, 0.5, 0, 0});
        DoubleMatrix noise = Rows.gaussian(400, 5, 9);
        for (int i = 0; i < noisy.size(); i++) {
            noisy.data()[i] += 0.3 * noise.data()[i];
        }
        LinearMap map = new LinearMap(6, 5, true);
        LocalFunction function = new LocalFunction(
                new AngularObjective(map, new CosineLoss(), Reduction.MEAN),
                BlasChoice.JAVA,
                Precision.DOUBLE,
                List.of(new PairBlock(stretched, noisy, null, null)));
        double[] start = map.initialParameters(3);
        double optimum = new Minimizer(
                        LimitedMemoryBfgs.preconditioned(10), List.of(StopRule.maxIter(200)), state -> {})
                .minimize(function, start)
                .best()
                .value();
        int preconditioned = evaluationsTo(optimum + 1e-6, LimitedMemoryBfgs.preconditioned(10), function, start);
        int plain = evaluationsTo(optimum + 1e-6, LimitedMemoryBfgs.plain(10), function, start);
        assertThat(preconditioned).isLessThan(plain / 2);
    }

    private static int evaluationsTo(double value, Solver solver, LocalFunction function, double[] start) {
        StopRule near =
                state -> state.current().value() <= value ? Optional.of(StopReason.done("near", "")) : Optional.empty();
        return new Minimizer(solver, List.of(near, StopRule.maxIter(2000)), state -> {})
                .minimize(function, start)
                .evaluations();
    }

    private static CurvatureSums curvature(
            AngularLoss loss, LinearMap map, double[] parameters, DoubleMatrix x, DoubleMatrix y) {
        CurvaturePass curvature = new CurvaturePass(loss, map.inputDim(), map.outputDim(), BLAS, x.rows());
        MapWorkspace pass = map.newWorkspace(BLAS, Precision.DOUBLE, x.rows());
        Matrix predictions = pass.forward(new DoubleMatrix(parameters, 0, 1, parameters.length), x);
        curvature.observe(new PairBlock(x, y, null, null), predictions);
        return curvature.sums();
    }

    private static DoubleMatrix actual(double angle) {
        return new DoubleMatrix(new double[] {Math.cos(angle), Math.sin(angle), 0}, 0, 1, 3);
    }

    /** By central differences, along the axis that is orthogonal to both. */
    private static double secondDerivativeAcross(AngularLoss loss, double angle, double length) {
        double h = 1e-4 * length;
        double here = value(loss, angle, new double[] {length, 0, 0});
        double there = value(loss, angle, new double[] {length, 0, h});
        return 2 * (there - here) / (h * h);
    }

    private static double value(AngularLoss loss, double angle, double[] prediction) {
        LossSums sums = new LossSums();
        DoubleMatrix p = new DoubleMatrix(prediction, 0, 1, 3);
        loss.evaluate(p, actual(angle), null, null, new DoubleMatrix(1, 3), sums);
        return sums.loss();
    }
}
