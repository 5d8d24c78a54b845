package dev.collimate.fit;

import dev.collimate.aggregate.AggregatorPlan;
import dev.collimate.cluster.DriverBudget;
import java.util.Locale;

/** What the needs of passes are measured with. */
record PassMemory(FitSettings settings, int partitions, int concurrentTasks, DriverBudget budget) {
    /** @param beside bytes on the driver beside the sums on their way */
    DriverBudget.Need need(String what, int parameters, long elements, long beside) {
        AggregatorPlan plan =
                AggregatorPlan.of(settings.execution().aggregator(), elements, partitions, concurrentTasks, budget);
        long task = Float.BYTES * (long) parameters + 2 * Double.BYTES * elements;
        return plan.need(
                String.format(
                        Locale.ROOT,
                        "%s of %,d numbers over %d partitions by %s",
                        what,
                        elements,
                        partitions,
                        plan.choice().optionName()),
                beside + budget.localTasks() * task);
    }
}
