package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Precision;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against what a step does to predictions, in plain loops: how far it turns them must be what the gradient asks for, whatever
 * the factors U and V do about it between them. All is at the planted point, where the cosine's curvature is 1.
 */
class LowRankGaussNewtonTest {
    private static final int ROWS = 50;
    private static final LowRankMap MAP = (LowRankMap) Maps.create(MapDescriptions.lowRank(5, 6, 2, false, false));
    private static final int INNER = 10;

    private final DoubleMatrix inputs = PlantedPairs.random(1, ROWS, 5);
    private final double[] point = MAP.initialParameters(3);
    private final double[] weights = weights();
    private DoubleMatrix predictions = predictions();

    @ParameterizedTest
    @EnumSource
    void aStepTurnsPredictionsAsItsOwnGradientAsks(Reduction reduction) {
        double[] wanted = PlantedPairs.random(9, 1, point.length).data();
        double[] gradient = gradient(turned(wanted), reduction);
        LowRankGaussNewton preconditioner = preconditioner(reduction);

        double[] step = preconditioner.apply(gradient);

        assertThat(turned(step).data()).containsExactly(turned(wanted).data(), within(1e-9));
        assertThat(preconditioner.dimension()).isEqualTo(point.length);
        assertThat(preconditioner.isRenewedEachStep()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void isSymmetric(Reduction reduction) {
        LowRankGaussNewton preconditioner = preconditioner(reduction);
        double[] left = PlantedPairs.random(1, 1, point.length).data();
        double[] right = PlantedPairs.random(2, 1, point.length).data();
        double product = Rows.dot(left, preconditioner.apply(right));
        assertThat(Rows.dot(right, preconditioner.apply(left))).isCloseTo(product, within(1e-12 * Math.abs(product)));
        assertThat(Rows.dot(left, preconditioner.apply(left))).isPositive();
    }

    /** What U has lost is no axis: a step that only turns what is left is still found. */
    @Test
    void ofDependentColumnsTheOneAxisIsUsed() {
        for (int i = 0; i < 6; i++) {
            point[INNER + 2 * i + 1] = -0.5 * point[INNER + 2 * i];
        }
        predictions = predictions();
        double[] gradient = PlantedPairs.random(9, 1, point.length).data();
        double[] step = preconditioner(Reduction.MEAN).apply(gradient);
        assertThat(Arrays.stream(step)).allMatch(Double::isFinite);
        assertThat(Rows.dot(step, gradient)).isPositive();
    }

    private static double[] weights() {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> i % 3 == 0 ? 0 : 0.5 + i % 2);
        return weights;
    }

    private LowRankGaussNewton preconditioner(Reduction reduction) {
        CurvatureGatherer gatherer =
                MapMethodsFactory.of(MAP).curvature(new CosineLoss(), Blas.of(BlasChoice.JAVA), ROWS, 0);
        gatherer.observe(
                new PairBlock(inputs, predictions, weights, null),
                Precision.DOUBLE.rowVector(point),
                predictions,
                null);
        return (LowRankGaussNewton)
                MapMethodsFactory.of(MAP).preconditioner(point, gatherer.sums(), reduction, 0, BlasChoice.JAVA);
    }

    private DoubleMatrix predictions() {
        DoubleMatrix made = new DoubleMatrix(ROWS, 6);
        made.copyFrom(MAP.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, ROWS)
                .forward(Precision.DOUBLE.rowVector(point), inputs));
        return made;
    }

    /** What a step moves predictions across their own direction, over their length: ROWS x 6. */
    private DoubleMatrix turned(double[] step) {
        DoubleMatrix turned = new DoubleMatrix(ROWS, 6);
        for (int row = 0; row < ROWS; row++) {
            double[] p = Rows.row(predictions, row);
            double[] moved = new double[6];
            for (int k = 0; k < 2; k++) {
                double inner = 0;
                double innerStep = 0;
                for (int j = 0; j < 5; j++) {
                    inner += point[5 * k + j] * inputs.get(row, j);
                    innerStep += step[5 * k + j] * inputs.get(row, j);
                }
                for (int i = 0; i < 6; i++) {
                    moved[i] += step[INNER + 2 * i + k] * inner + point[INNER + 2 * i + k] * innerStep;
                }
            }
            double along = Rows.dot(moved, p) / Rows.dot(p, p);
            for (int i = 0; i < 6 && weights[row] > 0; i++) {
                turned.set(row, i, (moved[i] - along * p[i]) / Math.sqrt(Rows.dot(p, p)));
            }
        }
        return turned;
    }

    /** Of half the squares of how far predictions are from being turned so: minus that of a step's own turns. */
    private double[] gradient(DoubleMatrix wanted, Reduction reduction) {
        double[] gradient = new double[point.length];
        for (int row = 0; row < ROWS; row++) {
            double[] p = Rows.row(predictions, row);
            double whole = reduction == Reduction.MEAN ? Arrays.stream(weights).sum() : 1;
            double weight = weights[row] / whole / Math.sqrt(Rows.dot(p, p));
            for (int k = 0; k < 2; k++) {
                double inner = 0;
                double back = 0;
                for (int j = 0; j < 5; j++) {
                    inner += point[5 * k + j] * inputs.get(row, j);
                }
                for (int i = 0; i < 6; i++) {
                    gradient[INNER + 2 * i + k] += weight * wanted.get(row, i) * inner;
                    back += weight * wanted.get(row, i) * point[INNER + 2 * i + k];
                }
                for (int j = 0; j < 5; j++) {
                    gradient[5 * k + j] += back * inputs.get(row, j);
                }
            }
        }
        return gradient;
    }
}
