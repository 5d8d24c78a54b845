package dev.collimate.aggregate;

import dev.collimate.cluster.DriverBudget;
import java.util.Locale;

/**
 * How sums come to the driver, and what that costs. With V bytes of sums, N partitions and C tasks at a time,
 *
 * <pre>indexed-collect takes N V / D seconds, sliced-reduce S + N V / (C T) + V / D,</pre>
 *
 * as the driver takes in and adds D bytes a second, a task writes, reads and adds T of them, and a second stage takes S
 * seconds more. The constants were measured on two cores; what decides is their ratio.
 *
 * @param choice never {@link AggregatorChoice#AUTO}
 * @param elements of the sums
 * @param partitions whose sums are added
 * @param concurrentTasks of the cluster
 */
public record AggregatorPlan(AggregatorChoice choice, long elements, int partitions, int concurrentTasks) {
    private static final double DRIVER_BYTES_PER_SECOND = 0.7e9;
    private static final double TASK_BYTES_PER_SECOND = 0.85e9;
    private static final double STAGE_SECONDS = 0.035;
    /** Of a task's result beside its numbers, in bytes. */
    private static final long RESULT_OVERHEAD = 1 << 13;

    /** Keeps what is asked; auto is the faster one, or the one whose results the driver can take in. */
    public static AggregatorPlan of(
            AggregatorChoice asked, long elements, int partitions, int concurrentTasks, DriverBudget budget) {
        if (asked != AggregatorChoice.AUTO) {
            return new AggregatorPlan(asked, elements, partitions, concurrentTasks);
        }
        AggregatorPlan collect =
                new AggregatorPlan(AggregatorChoice.INDEXED_COLLECT, elements, partitions, concurrentTasks);
        AggregatorPlan reduce =
                new AggregatorPlan(AggregatorChoice.SLICED_REDUCE, elements, partitions, concurrentTasks);
        return budget.holds(collect.need("", 0)) && collect.seconds() <= reduce.seconds() ? collect : reduce;
    }

    /** Estimated, of one job beside the making of the sums. */
    public double seconds() {
        double bytes = (double) vectorBytes();
        return choice == AggregatorChoice.INDEXED_COLLECT
                ? bytes * partitions / DRIVER_BYTES_PER_SECOND
                : STAGE_SECONDS
                        + bytes * partitions / (concurrentTasks * TASK_BYTES_PER_SECOND)
                        + bytes / DRIVER_BYTES_PER_SECOND;
    }

    /** What the driver receives in one job, or a little more. */
    public long resultBytes() {
        return choice == AggregatorChoice.INDEXED_COLLECT
                ? (vectorBytes() + RESULT_OVERHEAD) * partitions
                : vectorBytes() + RESULT_OVERHEAD * slices();
    }

    /**
     * What one job needs of the driver.
     *
     * @param what as the start of a sentence
     * @param beside bytes beside the sums on their way
     */
    public DriverBudget.Need need(String what, long beside) {
        return new DriverBudget.Need(what, resultBytes(), taskResultBytes(), heapBytes() + beside);
    }

    /** What the driver receives of one task, or a little more. */
    private long taskResultBytes() {
        return choice == AggregatorChoice.INDEXED_COLLECT
                ? vectorBytes() + RESULT_OVERHEAD
                : vectorBytes() / slices() + RESULT_OVERHEAD;
    }

    private int slices() {
        return SliceLayout.of(elements, partitions, concurrentTasks).slices();
    }

    /** What the driver holds at most while it adds, if all waits for the first to come. */
    public long heapBytes() {
        return resultBytes() + vectorBytes();
    }

    private long vectorBytes() {
        return elements * Double.BYTES;
    }

    public SumAggregator aggregator() {
        return choice == AggregatorChoice.INDEXED_COLLECT ? new IndexedCollect() : new SlicedReduce(concurrentTasks);
    }

    @Override
    public String toString() {
        AggregatorPlan other = new AggregatorPlan(
                choice == AggregatorChoice.INDEXED_COLLECT
                        ? AggregatorChoice.SLICED_REDUCE
                        : AggregatorChoice.INDEXED_COLLECT,
                elements,
                partitions,
                concurrentTasks);
        return String.format(
                Locale.ROOT,
                "%,d sums (%.3g MB) a partition, %d of these, by %s: about %.3f s and %.3g MB to the driver (%s: %.3f s, %.3g MB)",
                elements,
                vectorBytes() * 1e-6,
                partitions,
                choice.optionName(),
                seconds(),
                resultBytes() * 1e-6,
                other.choice.optionName(),
                other.seconds(),
                other.resultBytes() * 1e-6);
    }
}
