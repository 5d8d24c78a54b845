package dev.collimate.fit;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.aggregate.AggregatorPlan;
import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.map.PerceptronMap;
import dev.collimate.moments.HiddenFolds;
import dev.collimate.moments.HiddenPass;
import java.util.Locale;
import java.util.Optional;

/**
 * The memory that the moments of hidden units take: one or two sets of sums in every task and on the driver.
 *
 * @param judged whether there are two, as a ridge is chosen
 */
record HiddenMemory(PerceptronMap map, boolean judged) {
    /** What driver or executors have no memory for: what is needed, what there is and what to set; empty if there is enough. */
    Optional<SettingsException> shortage(FitSettings settings, Resources resources) {
        DriverBudget driver = resources.budget();
        DriverBudget.Need need = need(settings, resources);
        if (!driver.holds(need)) {
            return Optional.of(MemoryShortage.of(driver, need, remedy(settings)));
        }
        ExecutorBudget executors = resources.executors();
        AggregatorPlan plan = plan(settings, resources);
        long task = taskBytes(plan);
        return executors.holds(task)
                ? Optional.empty()
                : Optional.of(MemoryShortage.of(executors, what(resources.partitions(), plan), task, remedy(settings)));
    }

    /** What it needs of the driver. */
    DriverBudget.Need need(FitSettings settings, Resources resources) {
        AggregatorPlan plan = plan(settings, resources);
        return plan.need(
                what(resources.partitions(), plan),
                resources.budget().localTasks() * taskBytes(plan) + solutionBytes());
    }

    private AggregatorPlan plan(FitSettings settings, Resources resources) {
        return AggregatorPlan.of(
                settings.execution().aggregator(),
                elements(),
                resources.partitions(),
                resources.concurrentTasks(),
                resources.budget());
    }

    /** Beside the sums: the triangle that is decomposed, and matrices of weights. */
    private long solutionBytes() {
        long units = map.hiddenUnits();
        return Double.BYTES * (units * (units + 1) / 2 + 3 * units * map.outputDim());
    }

    private long elements() {
        return HiddenFolds.size(map, judged);
    }

    private String what(int partitions, AggregatorPlan plan) {
        return String.format(
                Locale.ROOT,
                "the pass of moments of %,d hidden units, of %,d numbers over %d partitions by %s,",
                map.hiddenUnits(),
                elements(),
                partitions,
                plan.choice().optionName());
    }

    /** The sums, as often as they are written out at once, and what the pass works in. */
    private long taskBytes(AggregatorPlan plan) {
        int copies = plan.choice() == AggregatorChoice.INDEXED_COLLECT ? 2 : 1;
        return copies * Double.BYTES * elements() + HiddenPass.workBytes(map);
    }

    private String remedy(FitSettings settings) {
        if (settings.map().leavesMapOpen()) {
            return "go without it";
        }
        return MemoryShortage.sliced(settings) + "choose fewer units in the last of the hidden {layers}"
                + (judged ? ", a number for {ridge}" : "") + ", or {initMode} random, from which a search starts";
    }
}
