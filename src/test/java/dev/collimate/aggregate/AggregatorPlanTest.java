package dev.collimate.aggregate;

import static dev.collimate.aggregate.AggregatorChoice.AUTO;
import static dev.collimate.aggregate.AggregatorChoice.INDEXED_COLLECT;
import static dev.collimate.aggregate.AggregatorChoice.SLICED_REDUCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.cluster.DriverBudget;
import org.junit.jupiter.api.Test;

class AggregatorPlanTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final DriverBudget AMPLE =
            new DriverBudget(64 * GIBIBYTE, 60 * GIBIBYTE, Long.MAX_VALUE, Long.MAX_VALUE, 0);

    @Test
    void smallSumsAreCollectedAndLargeOnesReducedInSlices() {
        assertThat(AggregatorPlan.of(AUTO, 100_000, 8, 2, AMPLE).choice()).isEqualTo(INDEXED_COLLECT);
        assertThat(AggregatorPlan.of(AUTO, 10_000_000, 8, 2, AMPLE).choice()).isEqualTo(SLICED_REDUCE);
        assertThat(AggregatorPlan.of(AUTO, 100_000, 500, 200, AMPLE).choice()).isEqualTo(SLICED_REDUCE);
    }

    @Test
    void aSinglePartitionThatSparkFetchesToMemoryIsCollectedWhateverItsSize() {
        assertThat(AggregatorPlan.of(AUTO, 50_000_000, 1, 2, AMPLE).choice()).isEqualTo(INDEXED_COLLECT);
    }

    @Test
    void whatTheDriverCannotTakeInIsReduced() {
        DriverBudget results = new DriverBudget(64 * GIBIBYTE, 60 * GIBIBYTE, 5_000_000, Long.MAX_VALUE, 0);
        DriverBudget heap = new DriverBudget(64 * GIBIBYTE, 5_000_000, Long.MAX_VALUE, Long.MAX_VALUE, 0);
        DriverBudget taskResult = new DriverBudget(64 * GIBIBYTE, 60 * GIBIBYTE, Long.MAX_VALUE, 700_000, 0);
        assertThat(AggregatorPlan.of(AUTO, 100_000, 8, 2, taskResult).choice()).isEqualTo(SLICED_REDUCE);
        assertThat(AggregatorPlan.of(AUTO, 100_000, 8, 2, results).choice()).isEqualTo(SLICED_REDUCE);
        assertThat(AggregatorPlan.of(AUTO, 100_000, 8, 2, heap).choice()).isEqualTo(SLICED_REDUCE);
    }

    @Test
    void aChoiceThatIsMadeStands() {
        DriverBudget none = new DriverBudget(0, 0, 0, 0, 0);
        assertThat(AggregatorPlan.of(INDEXED_COLLECT, 10_000_000, 8, 2, none).choice())
                .isEqualTo(INDEXED_COLLECT);
        assertThat(AggregatorPlan.of(SLICED_REDUCE, 10, 8, 2, AMPLE).choice()).isEqualTo(SLICED_REDUCE);
    }

    @Test
    void theDriverTakesInOneVectorAPartitionOrOneInAll() {
        long vector = 8 * 10_000_000L;
        assertThat((double) new AggregatorPlan(INDEXED_COLLECT, 10_000_000, 8, 2).resultBytes() / vector)
                .isCloseTo(8, within(0.01));
        assertThat((double) new AggregatorPlan(SLICED_REDUCE, 10_000_000, 8, 2).resultBytes() / vector)
                .isBetween(1.0, 1.05);
    }

    @Test
    void theRuleIsTold() {
        assertThat(AggregatorPlan.of(AUTO, 10_000_000, 8, 2, AMPLE))
                .hasToString(
                        "10,000,000 sums of 8 partitions by sliced-reduce: about 0.526 s and 80.1 MB to the driver "
                                + "(indexed-collect: 0.914 s, 640 MB)");
    }

    @Test
    void namesOfOptionsAreThoseOfChoices() {
        for (AggregatorChoice choice : AggregatorChoice.values()) {
            assertThat(AggregatorChoice.ofOptionName(choice.optionName())).isEqualTo(choice);
        }
        assertThat(SLICED_REDUCE.optionName()).isEqualTo("sliced-reduce");
    }
}
