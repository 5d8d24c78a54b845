package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Precision;
import dev.collimate.optim.ValueAndGradient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AngularObjectiveTest {
    private static final LinearMap MAP = new LinearMap(2, 3, true);
    private static final double[] POINT = MAP.initialParameters(1);

    private final PairBlock weighted =
            new PairBlock(Rows.gaussian(3, 2, 1), Rows.gaussian(3, 3, 2), new double[] {0.5, 2, 4}, null);
    private final PairBlock plain = new PairBlock(Rows.gaussian(4, 2, 3), Rows.gaussian(4, 3, 4), null, null);

    @Test
    void aSumIsTheMeanTimesTheWeightInValueAndGradient() {
        ValueAndGradient mean = function(Reduction.MEAN).evaluate(POINT);
        ValueAndGradient sum = function(Reduction.SUM).evaluate(POINT);
        double weight = 0.5 + 2 + 4 + 4;
        assertThat(sum.value()).isCloseTo(weight * mean.value(), within(1e-13));
        for (int i = 0; i < POINT.length; i++) {
            assertThat(sum.gradient()[i]).isCloseTo(weight * mean.gradient()[i], within(1e-13));
        }
    }

    @Test
    void theRoundingErrorOfASumGrowsWithTheWeightOfAllBlocks() {
        assertThat(function(Reduction.SUM).roundingError(1.05))
                .isCloseTo(10.5 * function(Reduction.MEAN).roundingError(0.1), within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void weightsOfZeroAloneAreRefused(Reduction reduction) {
        PairBlock nothing = new PairBlock(Rows.gaussian(2, 2, 1), Rows.gaussian(2, 3, 2), new double[2], null);
        LocalFunction function = new LocalFunction(
                new AngularObjective(MAP, new CosineLoss(), reduction),
                BlasChoice.JAVA,
                Precision.DOUBLE,
                List.of(nothing));
        assertThatThrownBy(() -> function.evaluate(POINT))
                .hasMessage("the weights of all 2 rows sum to 0.0; it must be above 0");
    }

    @Test
    void aBlockWithoutRowsIsPassedOver() {
        PairBlock empty = new PairBlock(new DoubleMatrix(0, 2), new DoubleMatrix(0, 3), null, null);
        List<PairBlock> seen = new ArrayList<>();
        ObjectiveSums sums = new AngularObjective(MAP, new CosineLoss(), Reduction.MEAN)
                .sums(
                        Blas.of(BlasChoice.JAVA),
                        Precision.DOUBLE.rowVector(POINT),
                        List.of(empty, plain, empty).iterator(),
                        4,
                        (block, predictions) -> seen.add(block));
        assertThat(seen).containsExactly(plain);
        assertThat(sums.losses().rows()).isEqualTo(4);
    }

    /** The gradient and the sums of the loss, as they stand. */
    @Test
    void sumsOfTwoRunsOfRowsAreAddedInWhole() {
        AngularObjective objective = new AngularObjective(MAP, new CosineLoss(), Reduction.MEAN);
        ObjectiveSums first = sums(objective, weighted);
        ObjectiveSums second = sums(objective, plain);
        ObjectiveSums all = sums(objective, weighted, plain);
        first.merge(second);
        assertThat(first.size()).isEqualTo(all.size()).isGreaterThan(POINT.length);
        assertThat(first.losses().rows()).isEqualTo(7);
        assertThat(first.losses().loss()).isCloseTo(all.losses().loss(), within(1e-14));
        assertThat(first.gradient()).containsExactly(all.gradient(), within(1e-14));
    }

    private static ObjectiveSums sums(AngularObjective objective, PairBlock... blocks) {
        return objective.sums(
                Blas.of(BlasChoice.JAVA),
                Precision.DOUBLE.rowVector(POINT),
                List.of(blocks).iterator(),
                4);
    }

    private LocalFunction function(Reduction reduction) {
        return new LocalFunction(
                new AngularObjective(MAP, new CosineLoss(), reduction),
                BlasChoice.JAVA,
                Precision.DOUBLE,
                List.of(weighted, plain));
    }
}
