package dev.collimate.distributed;

import dev.collimate.objective.ObjectiveSums;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;

/** Brings the sums of all partitions together on the driver, added in partition order. */
interface GradientAggregator {
    /** The sums of one partition; runs on executors. */
    interface PartitionSums<T> extends Serializable {
        ObjectiveSums of(int partition, Iterator<T> elements);
    }

    /** One job; returns the sums over all partitions of {@code data}, for {@code parameters} parameters. */
    <T> ObjectiveSums aggregate(JavaRDD<T> data, PartitionSums<T> partitionSums, int parameters);
}
