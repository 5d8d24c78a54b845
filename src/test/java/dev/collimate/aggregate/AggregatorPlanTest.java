package dev.collimate.aggregate;

import static dev.collimate.aggregate.AggregatorChoice.AUTO;
import static dev.collimate.aggregate.AggregatorChoice.INDEXED_COLLECT;
import static dev.collimate.aggregate.AggregatorChoice.SLICED_REDUCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.cluster.DriverBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds whatever the measured constants of a cluster are. */
class AggregatorPlanTest {
    private static final DriverBudget AMPLE =
            new DriverBudget(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 0);
    /** From one number to more than a driver has memory for. */
    private static final long[] SIZES =
            LongStream.iterate(1, size -> size <= 1L << 32, size -> 2 * size).toArray();

    private static final int[] COUNTS = {1, 2, 3, 8, 50, 1000};

    @ParameterizedTest
    @EnumSource(value = AggregatorChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void moreSumsTakeLongerAndMoreOfTheDriver(AggregatorChoice choice) {
        for (int partitions : COUNTS) {
            for (int tasks : COUNTS) {
                for (int i = 1; i < SIZES.length; i++) {
                    AggregatorPlan less = new AggregatorPlan(choice, SIZES[i - 1], partitions, tasks);
                    AggregatorPlan more = new AggregatorPlan(choice, SIZES[i], partitions, tasks);
                    assertThat(more.seconds()).isGreaterThan(less.seconds());
                    assertThat(more.resultBytes()).isGreaterThan(less.resultBytes());
                    assertThat(more.heapBytes()).isGreaterThan(less.heapBytes());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = AggregatorChoice.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void morePartitionsTakeLongerAndMoreTasksNeverDo(AggregatorChoice choice) {
        for (long size : SIZES) {
            for (int i = 1; i < COUNTS.length; i++) {
                assertThat(new AggregatorPlan(choice, size, COUNTS[i], 8).seconds())
                        .isGreaterThan(new AggregatorPlan(choice, size, COUNTS[i - 1], 8).seconds());
                assertThat(new AggregatorPlan(choice, size, 8, COUNTS[i]).seconds())
                        .isLessThanOrEqualTo(new AggregatorPlan(choice, size, 8, COUNTS[i - 1]).seconds());
            }
        }
    }

    /** Collecting has no second stage, but its every partition passes the driver: it is ahead up to some size only. */
    @ParameterizedTest
    @CsvSource({"8, 2", "500, 200", "4, 8", "1000, 1000"})
    void smallSumsAreCollectedAndFromOneSizeOnAllAreReduced(int partitions, int tasks) {
        List<AggregatorChoice> choices = new ArrayList<>();
        for (long size : SIZES) {
            choices.add(AggregatorPlan.of(AUTO, size, partitions, tasks, AMPLE).choice());
        }
        assertThat(choices).startsWith(INDEXED_COLLECT).endsWith(SLICED_REDUCE).isSorted();
    }

    @Test
    void theFasterWayIsTakenWhereTheDriverTakesInBoth() {
        for (long size : SIZES) {
            for (int partitions : COUNTS) {
                for (int tasks : COUNTS) {
                    double collect = new AggregatorPlan(INDEXED_COLLECT, size, partitions, tasks).seconds();
                    double reduce = new AggregatorPlan(SLICED_REDUCE, size, partitions, tasks).seconds();
                    assertThat(AggregatorPlan.of(AUTO, size, partitions, tasks, AMPLE)
                                    .seconds())
                            .isEqualTo(Math.min(collect, reduce));
                }
            }
        }
    }

    @Test
    void aSinglePartitionIsCollectedWhateverItsSize() {
        for (long size : SIZES) {
            assertThat(AggregatorPlan.of(AUTO, size, 1, 2, AMPLE).choice()).isEqualTo(INDEXED_COLLECT);
        }
    }

    /** One byte less than collecting needs, of each of the three things that a driver may be short of. */
    @Test
    void whatTheDriverCannotTakeInWholeIsReducedAndRefusedWhereCollectingWasAskedFor() {
        AggregatorPlan collect = AggregatorPlan.of(AUTO, 10_000, 8, 2, AMPLE);
        assertThat(collect.choice()).isEqualTo(INDEXED_COLLECT);
        DriverBudget.Need need = collect.need("a pass", 0);
        long results = need.results();
        long task = need.taskResult();
        long heap = need.heap();
        assertThat(AggregatorPlan.of(AUTO, 10_000, 8, 2, budget(heap, results, task))
                        .choice())
                .isEqualTo(INDEXED_COLLECT);
        for (DriverBudget few : List.of(
                budget(heap - 1, results, task), budget(heap, results - 1, task), budget(heap, results, task - 1))) {
            assertThat(AggregatorPlan.of(AUTO, 10_000, 8, 2, few).choice()).isEqualTo(SLICED_REDUCE);
            AggregatorPlan asked = AggregatorPlan.of(INDEXED_COLLECT, 10_000, 8, 2, few);
            assertThat(asked.choice()).isEqualTo(INDEXED_COLLECT);
            assertThat(few.holds(asked.need("a pass", 0))).isFalse();
            assertThat(few.shortage(asked.need("a pass", 0), "choose sliced-reduce"))
                    .startsWith("a pass")
                    .endsWith("choose sliced-reduce");
        }
    }

    @Test
    void aChoiceThatIsMadeStands() {
        DriverBudget none = budget(0, 0, 0);
        for (long size : SIZES) {
            assertThat(AggregatorPlan.of(INDEXED_COLLECT, size, 8, 2, none).choice())
                    .isEqualTo(INDEXED_COLLECT);
            assertThat(AggregatorPlan.of(SLICED_REDUCE, size, 8, 2, AMPLE).choice())
                    .isEqualTo(SLICED_REDUCE);
        }
    }

    @Test
    void theDriverTakesInOneVectorAPartitionOrOneInAll() {
        long vector = 8 * 10_000_000L;
        assertThat((double) new AggregatorPlan(INDEXED_COLLECT, 10_000_000, 8, 2).resultBytes() / vector)
                .isCloseTo(8, within(0.01));
        assertThat((double) new AggregatorPlan(SLICED_REDUCE, 10_000_000, 8, 2).resultBytes() / vector)
                .isBetween(1.0, 1.05);
    }

    /** Beside its numbers a task's result has up to 8 KiB. */
    @Test
    void aJobNeedsWhatComesOfAllTasksAndOfOneAndRoomToAddIt() {
        long vector = 8 * 50_000_000L;
        long other = 8192;
        DriverBudget.Need collect = new AggregatorPlan(INDEXED_COLLECT, 50_000_000, 64, 2).need("a pass", 100);
        assertThat(collect.taskResult()).isEqualTo(vector + other);
        assertThat(collect.results()).isEqualTo(64 * (vector + other));
        assertThat(collect.heap()).isEqualTo(collect.results() + vector + 100);
        int slices = SliceLayout.of(50_000_000, 64, 2).slices();
        assertThat(slices).isGreaterThan(2);
        DriverBudget.Need reduce = new AggregatorPlan(SLICED_REDUCE, 50_000_000, 64, 2).need("a pass", 100);
        assertThat(reduce.taskResult()).isEqualTo(vector / slices + other);
        assertThat(reduce.results()).isEqualTo(vector + slices * other);
        assertThat(reduce.heap()).isEqualTo(reduce.results() + vector + 100);
    }

    @Test
    void eachChoiceHasItsAggregator() {
        assertThat(new AggregatorPlan(INDEXED_COLLECT, 10, 8, 2).aggregator()).isInstanceOf(IndexedCollect.class);
        assertThat(new AggregatorPlan(SLICED_REDUCE, 10, 8, 2).aggregator()).isInstanceOf(SlicedReduce.class);
    }

    @Test
    void theRuleIsToldWithTheFiguresOfBothWays() {
        AggregatorPlan collect = new AggregatorPlan(INDEXED_COLLECT, 10_000_000, 8, 2);
        AggregatorPlan reduce = new AggregatorPlan(SLICED_REDUCE, 10_000_000, 8, 2);
        assertThat(AggregatorPlan.of(AUTO, 10_000_000, 8, 2, AMPLE))
                .hasToString("10,000,000 sums (80.0 MB) a partition, 8 of these, by sliced-reduce: about "
                        + figures(reduce, " and ") + " to the driver (indexed-collect: " + figures(collect, ", ")
                        + ")");
    }

    private static String figures(AggregatorPlan plan, String and) {
        return String.format(Locale.ROOT, "%.3f s%s%.3g MB", plan.seconds(), and, plan.resultBytes() / 1e6);
    }

    private static DriverBudget budget(long heap, long results, long taskResult) {
        return new DriverBudget(Long.MAX_VALUE, heap, results, taskResult, 0);
    }

    @Test
    void namesOfOptionsAreThoseOfChoices() {
        for (AggregatorChoice choice : AggregatorChoice.values()) {
            assertThat(AggregatorChoice.ofOptionName(choice.optionName())).isEqualTo(choice);
        }
        assertThat(SLICED_REDUCE.optionName()).isEqualTo("sliced-reduce");
    }
}
