package dev.collimate.rows;

import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Groups neighbouring partitions, in order, into groups of nearly equal count. Spark's own coalescer groups by where
 * the data lies, so its groups change from cluster to cluster, and with them the order of sums.
 */
public final class ContiguousCoalescer implements PartitionCoalescer, Serializable {
    private static final long serialVersionUID = 1L;

    /** The rows in at most so many partitions, without a shuffle. */
    public static <T> RDD<T> coalesced(RDD<T> rows, int partitions) {
        return rows.coalesce(partitions, false, Option.apply(new ContiguousCoalescer()), null);
    }

    @Override
    public PartitionGroup[] coalesce(int maxPartitions, RDD<?> parent) {
        Partition[] partitions = parent.partitions();
        int groups = Math.min(maxPartitions, partitions.length);
        PartitionGroup[] grouped = new PartitionGroup[groups];
        for (int g = 0; g < groups; g++) {
            grouped[g] = new PartitionGroup(Option.empty());
            int until = start(g + 1, groups, partitions.length);
            for (int i = start(g, groups, partitions.length); i < until; i++) {
                grouped[g].partitions().addOne(partitions[i]);
            }
        }
        return grouped;
    }

    private static int start(int group, int groups, int partitions) {
        return (int) ((long) group * partitions / groups);
    }
}
