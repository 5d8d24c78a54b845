package dev.collimate.aggregate;

import dev.collimate.cluster.OrderedJob;
import dev.collimate.data.ArraySums;
import org.apache.spark.api.java.JavaRDD;

/**
 * One stage: every task sends all its sums, and the driver adds them in partition order as they come due. The driver
 * takes in as many vectors as there are partitions.
 */
public final class IndexedCollect implements SumAggregator {
    @Override
    public <T, S extends ArraySums<S>> S aggregate(JavaRDD<T> data, PartitionSums<T, S> partitionSums, S total) {
        OrderedJob.run(data, partitionSums::of, total::merge);
        return total;
    }
}
