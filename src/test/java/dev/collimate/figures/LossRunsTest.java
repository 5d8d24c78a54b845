package dev.collimate.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.figures.LossRuns.End;
import dev.collimate.optim.StopRule;
import org.junit.jupiter.api.Test;

/** What the constant in 1 - c does, and what it does not. */
class LossRunsTest {
    private final LossRuns noisy = new LossRuns(WhichLossReport.NOISE);

    @Test
    void gradientDescentTakesTheSameStepsWithAndWithoutTheOneBitForBit() {
        for (int steps : new int[] {1, 2, 50}) {
            End with = noisy.descend("cosine", LossRuns.start(), StopRule.maxIter(steps));
            End without = noisy.descend("negative-cosine", LossRuns.start(), StopRule.maxIter(steps));
            assertThat(with.result().best().point())
                    .isNotEqualTo(LossRuns.start())
                    .isEqualTo(without.result().best().point());
            assertThat(with.digest()).isEqualTo(without.digest());
            assertThat(with.value() - 1).isCloseTo(without.value(), within(1e-14));
        }
    }

    @Test
    void aRelativeToleranceStopsTheNegativeCosineFurtherFromTheGoal() {
        StopRule rule = StopRule.relativeTolerance(WhichLossReport.TOLERANCE);
        End with = noisy.descend("cosine", LossRuns.start(), rule);
        End without = noisy.descend("negative-cosine", LossRuns.start(), rule);
        assertThat(without.result().iterations()).isLessThan(with.result().iterations());
        assertThat(without.meanDegrees()).isGreaterThan(with.meanDegrees() + 0.5);
    }

    @Test
    void aLineSearchThatTrustsSlopesWhereValuesAreRoundedReachesZeroWithTheOneAndWithout() {
        LossRuns exact = new LossRuns(0);
        assertThat(exact.searchLines("cosine", LossRuns.start()).meanDegrees()).isLessThan(1e-12);
        assertThat(exact.searchLines("negative-cosine", LossRuns.start()).meanDegrees())
                .isLessThan(1e-12);
    }

    @Test
    void theAbsoluteCosineDrivesToRightAnglesAndOneMinusItAcceptsOpposites() {
        StopRule rule = StopRule.maxIter(WhichLossReport.LONG);
        assertThat(noisy.descend("absolute-cosine", LossRuns.start(), rule).meanDegrees())
                .isCloseTo(90, within(1.0));
        double one = noisy.descend("axial", LossRuns.start(), rule).meanDegrees();
        double other = noisy.descend("axial", LossRuns.oppositeStart(), rule).meanDegrees();
        assertThat(Math.max(one, other)).isGreaterThan(165);
        assertThat(one + other).isCloseTo(180, within(1e-6));
    }
}
