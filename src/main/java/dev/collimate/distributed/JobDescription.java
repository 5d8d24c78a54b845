package dev.collimate.distributed;

import org.apache.spark.SparkContext;

/** Names the jobs that the current thread starts, for the Spark UI, and gives the caller's name back on close. */
final class JobDescription implements AutoCloseable {
    private static final String PROPERTY = "spark.job.description";

    private final SparkContext context;
    private final String callers;

    JobDescription(SparkContext context, String description) {
        this.context = context;
        this.callers = context.getLocalProperty(PROPERTY);
        context.setJobDescription(description);
    }

    @Override
    public void close() {
        context.setJobDescription(callers);
    }
}
