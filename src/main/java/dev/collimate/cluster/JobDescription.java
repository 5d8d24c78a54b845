package dev.collimate.cluster;

import org.apache.spark.SparkContext;

/** Names the jobs that the current thread starts, for the Spark UI, and gives the caller's name back on close. */
public final class JobDescription implements AutoCloseable {
    private static final String PROPERTY = "spark.job.description";

    private final SparkContext context;
    private final String callers;

    public JobDescription(SparkContext context, String description) {
        this.context = context;
        this.callers = context.getLocalProperty(PROPERTY);
        context.setJobDescription(description);
    }

    @Override
    public void close() {
        context.setJobDescription(callers);
    }
}
