package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.aggregate.AggregatorPlan;
import dev.collimate.aggregate.SumAggregator;
import dev.collimate.aggregate.SumAggregator.PartitionSums;
import dev.collimate.cluster.ClusterSize;
import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.KernelNames;
import dev.collimate.data.ArraySums;
import dev.collimate.data.CheckedBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the sums of the partitions of a data set, each kind of sums by the plan that its size gets; a plan is told once. */
final class Aggregation {
    private static final Logger LOG = LoggerFactory.getLogger(Aggregation.class);

    private final BlockDataset dataset;
    private final AggregatorChoice choice;
    private final BlasChoice blas;
    private final Map<Long, AggregatorPlan> plans = new HashMap<>();

    /** @param blas of the tasks; which kernel it stands for there is told to the data set */
    Aggregation(BlockDataset dataset, AggregatorChoice choice, BlasChoice blas) {
        this.dataset = dataset;
        this.choice = choice;
        this.blas = blas;
    }

    /** One job; see {@link SumAggregator#aggregate}. */
    <S extends ArraySums<S>> S run(PartitionSums<CheckedBlock, S> partitionSums, S total) {
        AggregatorPlan plan = plans.computeIfAbsent(total.size(), this::plan);
        KernelNames kernels = dataset.kernelNames();
        BlasChoice taskBlas = blas;
        return plan.aggregator()
                .aggregate(
                        dataset.blocks(),
                        (partition, blocks) -> {
                            kernels.add(Blas.of(taskBlas).description());
                            return partitionSums.of(partition, blocks);
                        },
                        total);
    }

    private AggregatorPlan plan(long elements) {
        AggregatorPlan plan = AggregatorPlan.of(
                choice,
                elements,
                dataset.partitions(),
                ClusterSize.concurrentTasks(dataset.context()),
                DriverBudget.of(dataset.context(), dataset.bytes()));
        LOG.info("{}", plan);
        return plan;
    }
}
