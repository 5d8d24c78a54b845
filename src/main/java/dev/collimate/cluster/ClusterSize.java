package dev.collimate.cluster;

import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/** How much of a cluster there is. */
public final class ClusterSize {
    private ClusterSize() {}

    /** Number of tasks that this cluster runs at the same time, by the executors that it has now; at least 1. */
    public static int concurrentTasks(JavaSparkContext context) {
        var profile = context.sc().resourceProfileManager().defaultResourceProfile();
        return Math.max(1, context.sc().maxNumConcurrentTasks(profile));
    }

    /** Bytes that the executors that there are now may cache in memory together, the driver's only with a local master. */
    public static long storageBytes(JavaSparkContext context) {
        long bytes = 0;
        for (var executor : CollectionConverters.asJava(context.sc().getExecutorMemoryStatus())
                .entrySet()) {
            bytes += (Long) executor.getValue()._1();
        }
        return context.isLocal() ? bytes : bytes - context.env().memoryManager().maxOnHeapStorageMemory();
    }
}
