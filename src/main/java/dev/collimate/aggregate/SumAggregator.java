package dev.collimate.aggregate;

import dev.collimate.data.ArraySums;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;

/**
 * Brings the sums of all partitions together on the driver, every element added in partition order. So all implementations
 * give the same bits, and which of them runs may depend on the cluster.
 */
public interface SumAggregator {
    /** The sums of one partition; runs on executors, and must not depend on anything but its arguments. */
    interface PartitionSums<T, S> extends Serializable {
        S of(int partition, Iterator<T> elements);
    }

    /**
     * One job: adds the sums of all partitions of {@code data} to {@code total}, which is returned.
     *
     * @param total zeros
     */
    <T, S extends ArraySums<S>> S aggregate(JavaRDD<T> data, PartitionSums<T, S> partitionSums, S total);
}
