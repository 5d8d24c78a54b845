package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One step in full, for factors, variances and predictions along the axes: three inputs, two directions, three outputs. All
 * predictions lie along the first output, so that nothing curves there but what is taken for the least.
 */
class LowRankStepTest {
    private static final double[] U = {3, 0.5};
    private static final double[] V = {2, -1.5};
    private static final double[] VARIANCES = {4, 0.25, 9};
    private static final double[] MEANS = {1, -2, 0.5};
    private static final double[] OUTPUTS = {1, 0, 0};
    private static final double WEIGHT = 5;
    private static final double INPUT_WEIGHT = 0.8;
    /** The least of the second factor: a thousandth; of the first, times the mean square of a column of U. */
    private static final double LEAST = 1e-3;

    private static final double[] GRADIENT = {1, -2, 3, 4, 0.5, -6, 2, 1, -1, 3, 5, -4, 0.7, -0.3, 2};

    @Test
    void everyStepIsTheGradientOverTheCurvatureAlongIt() {
        for (Reduction reduction : List.of(Reduction.MEAN, Reduction.SUM)) {
            for (double shift : new double[] {0, 0.3}) {
                requireStep(false, reduction, shift);
                requireStep(true, reduction, shift);
            }
        }
    }

    private static void requireStep(boolean fitIntercept, Reduction reduction, double shift) {
        LowRankMap map = new LowRankMap(3, 3, 2, fitIntercept, false);
        double[] gradient = Arrays.copyOf(GRADIENT, fitIntercept ? 15 : 12);
        LowRankPreconditioner preconditioner =
                LowRankPreconditioner.of(map, point(map), sums(fitIntercept), reduction, shift, BlasChoice.JAVA);
        double[] found = preconditioner.apply(gradient);
        double[] expected = new double[gradient.length];
        double scale = reduction == Reduction.MEAN ? 1 / WEIGHT : 1;
        double[] intercept = fitIntercept ? Arrays.copyOfRange(gradient, 12, 15) : new double[3];
        double[] means = fitIntercept ? MEANS : new double[3];
        double[] moved = new double[3];
        for (int k = 0; k < 2; k++) {
            double curved = Math.max(LEAST * (U[0] * U[0] + U[1] * U[1]) / 2, U[k] * U[k] * (1 - OUTPUTS[k]));
            for (int j = 0; j < 3; j++) {
                double own = gradient[3 * k + j] - U[k] * intercept[k] * means[j];
                // What V could do along its own rows is left to U, but for a pull, which holds each by itself.
                double step = shift == 0 && j < 2 ? 0 : own / (scale * VARIANCES[j] * curved + shift);
                expected[3 * k + j] = step;
                moved[k] += U[k] * step * means[j];
            }
        }
        for (int i = 0; i < 3; i++) {
            double curved = Math.max(LEAST, 1 - OUTPUTS[i]);
            for (int k = 0; k < 2; k++) {
                double own = gradient[6 + 2 * i + k] - intercept[i] * V[k] * means[k];
                double step = own / (scale * V[k] * V[k] * VARIANCES[k] * curved + shift);
                expected[6 + 2 * i + k] = step;
                moved[i] += step * V[k] * means[k];
            }
            if (fitIntercept) {
                expected[12 + i] = intercept[i] / (scale * INPUT_WEIGHT * curved) - moved[i];
            }
        }
        assertThat(preconditioner.dimension()).isEqualTo(gradient.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i])
                    .as("%s %s %s, element %d", fitIntercept, reduction, shift, i)
                    .isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
        }
    }

    private static double[] point(LowRankMap map) {
        DoubleMatrix point = new DoubleMatrix(1, map.layout().size());
        Matrix v = map.layout().view(point, LowRankMap.INPUT_FACTOR);
        Matrix u = map.layout().view(point, LowRankMap.OUTPUT_FACTOR);
        for (int k = 0; k < 2; k++) {
            v.set(k, k, V[k]);
            u.set(k, k, U[k]);
        }
        return point.data();
    }

    /** Of deviations that do not depend on each other. */
    private static CurvatureSums sums(boolean centred) {
        CurvatureSums sums = new CurvatureSums(3, 3);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3 && centred; j++) {
                sums.inputs().set(i, j, INPUT_WEIGHT * MEANS[i] * MEANS[j]);
            }
            sums.inputs().set(i, i, sums.inputs().get(i, i) + VARIANCES[i]);
            sums.inputs().set(i, 3, centred ? INPUT_WEIGHT * MEANS[i] : 0);
            sums.inputs().set(3, i, centred ? INPUT_WEIGHT * MEANS[i] : 0);
            sums.outputs().set(i, i, WEIGHT * OUTPUTS[i]);
        }
        sums.inputs().set(3, 3, INPUT_WEIGHT);
        sums.addWeight(WEIGHT);
        return sums;
    }
}
