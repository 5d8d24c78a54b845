package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.Activation;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The choice of a ridge from sums that are made by hand: two hidden units, one output, no intercept. */
class OutputRidgeTest {
    private static final PerceptronMap MAP = new PerceptronMap(List.of(1, 2, 1), Activation.RELU, false, false);

    /**
     * Of one row of weight 1, y^ = 1 and h = (1, 1).
     *
     * @param off added to the product of the two units, as rounding does
     */
    private static void fill(HiddenSums sums, double off) {
        DoubleMatrix units = sums.unitMoment().tile(0, 0);
        units.setRow(0, new double[] {1, 1 + off});
        units.setRow(1, new double[] {1 + off, 1});
        DoubleMatrix others = sums.otherMoment().tile(0, 0);
        for (int i = 0; i < 2; i++) {
            sums.crossMoment().get(0).setRow(i, new double[] {1, 1});
            others.setRow(i, new double[] {1, 1});
        }
    }

    /** The smaller eigenvalue of the products is -0.05, their mean diagonal 1. */
    @Test
    void aRidgeTooSmallForUnitsThatDependOnEachOtherIsPassedOver() {
        HiddenFolds folds = HiddenFolds.of(MAP, true);
        fill(folds.solved(), 0.05);
        fill(folds.held(), 0);
        RandomHiddenLayers layers =
                new RandomHiddenLayers(MAP, new double[MAP.layout().size()], new double[1], new double[] {1});

        SolvedOutputLayer solved = SolvedOutputLayer.of(layers, folds, OptionalDouble.empty(), BlasChoice.JAVA);

        assertThat(solved.ridge().ridge()).isCloseTo(0.1, within(1e-12));
        assertThat(solved.ridge().curve()).hasSize(5).allSatisfy(point -> {
            double rest = 1 - 2 / (2.05 + point.ridge());
            assertThat(point.meanSquaredError()).isCloseTo(rest * rest, within(1e-12));
        });
        // Of all rows: products of 2 and 2.05, their mean diagonal 2, of units with the output 2.
        DoubleMatrix values = new DoubleMatrix(solved.parameters(), 0, 1, 4);
        double weight = 2 / (4.05 + 0.1 * 2);
        assertThat(MAP.layout().view(values, PerceptronMap.weights(2)).toDoubleArray())
                .containsExactly(new double[] {weight, weight}, within(1e-12));
    }

    private static boolean canChoose(double solved, double held) {
        HiddenFolds folds = HiddenFolds.of(MAP, true);
        folds.solved().otherMoment().tile(0, 0).set(0, 0, solved);
        folds.held().otherMoment().tile(0, 0).set(0, 0, held);
        return SolvedOutputLayer.canChoose(folds);
    }

    @Test
    void aRidgeIsChosenWhereRowsOfBothFoldsHaveWeight() {
        assertThat(canChoose(2, 3)).isTrue();
        assertThat(canChoose(0, 3)).isFalse();
        assertThat(canChoose(2, 0)).isFalse();
        assertThat(SolvedOutputLayer.canChoose(HiddenFolds.of(MAP, false))).isFalse();
    }
}
