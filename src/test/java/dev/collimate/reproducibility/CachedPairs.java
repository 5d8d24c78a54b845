package dev.collimate.reproducibility;

import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.storage.StorageLevel;

/** The cache of the one fit that runs on a context, and what may happen to it. */
final class CachedPairs {
    private CachedPairs() {}

    /** Where the blocks are now. */
    static RDDInfo info(SparkContext context) {
        RDDInfo[] all = context.getRDDStorageInfo();
        for (RDDInfo info : all) {
            if (info.storageLevel().equals(StorageLevel.MEMORY_AND_DISK())) {
                return info;
            }
        }
        throw new AssertionError("no cached pairs among " + all.length + " cached data sets");
    }

    /** Removes all blocks, as where their executors are lost; the data set is still one to be cached. */
    static void lose(SparkContext context) {
        context.env().blockManager().master().removeRdd(info(context).id(), true);
    }

    /** The executor whose memory or disk has the block of a partition. */
    static String holder(SparkContext context, int partition) {
        var places = context.env()
                .blockManager()
                .master()
                .getLocations(new RDDBlockId(info(context).id(), partition));
        return places.head().executorId();
    }

    /** Caches {@code bytes} of something else in memory, in small blocks: Spark evicts nothing for one that does not fit. */
    static void crowdOut(JavaSparkContext context, int bytes) {
        int arrays = 40;
        JavaRDD<long[]> others = context.parallelize(
                        IntStream.range(0, arrays).boxed().toList(), arrays)
                .map(i -> new long[bytes / arrays / Long.BYTES]);
        others.persist(StorageLevel.MEMORY_ONLY()).count();
    }
}
