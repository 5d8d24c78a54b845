package dev.collimate.distributed;

import dev.collimate.data.CheckedBlock;
import dev.collimate.distributed.GradientAggregator.PartitionSums;
import dev.collimate.objective.ArraySums;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the sums of the partitions of a data set, each kind of sums by the plan that its size gets; a plan is told once. */
final class Aggregation {
    private static final Logger LOG = LoggerFactory.getLogger(Aggregation.class);

    private final BlockDataset dataset;
    private final AggregatorChoice choice;
    private final Map<Long, AggregatorPlan> plans = new HashMap<>();

    Aggregation(BlockDataset dataset, AggregatorChoice choice) {
        this.dataset = dataset;
        this.choice = choice;
    }

    /** One job; see {@link GradientAggregator#aggregate}. */
    <S extends ArraySums<S>> S run(PartitionSums<CheckedBlock, S> partitionSums, S total) {
        AggregatorPlan plan = plans.computeIfAbsent(total.size(), this::plan);
        return plan.aggregator().aggregate(dataset.blocks(), partitionSums, total);
    }

    private AggregatorPlan plan(long elements) {
        AggregatorPlan plan = AggregatorPlan.of(
                choice,
                elements,
                dataset.partitions(),
                ProductRates.concurrentTasks(dataset.context()),
                DriverBudget.of(dataset.context(), dataset.bytes()));
        LOG.info("{}", plan);
        return plan;
    }
}
