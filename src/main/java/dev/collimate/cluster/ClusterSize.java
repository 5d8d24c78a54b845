package dev.collimate.cluster;

import org.apache.spark.api.java.JavaSparkContext;

/** How much of a cluster there is. */
public final class ClusterSize {
    private ClusterSize() {}

    /** Number of tasks that this cluster runs at the same time, by the executors that it has now; at least 1. */
    public static int concurrentTasks(JavaSparkContext context) {
        var profile = context.sc().resourceProfileManager().defaultResourceProfile();
        return Math.max(1, context.sc().maxNumConcurrentTasks(profile));
    }
}
