package dev.collimate.distributed;

import dev.collimate.objective.ObjectiveSums;
import org.apache.spark.api.java.JavaRDD;

/**
 * One stage: every task sends its whole vector, and the driver adds them in partition order as they come due. Moves one
 * vector a partition to the driver; right for vectors up to about a million parameters.
 */
final class IndexedCollect implements GradientAggregator {
    @Override
    public <T> ObjectiveSums aggregate(JavaRDD<T> data, PartitionSums<T> partitionSums, int parameters) {
        ObjectiveSums total = new ObjectiveSums(parameters);
        OrderedJob.run(data, partitionSums::of, total::merge);
        return total;
    }
}
