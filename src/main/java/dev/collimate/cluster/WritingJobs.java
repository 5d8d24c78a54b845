package dev.collimate.cluster;

import java.time.Duration;
import java.util.UUID;
import org.apache.spark.JobExecutionStatus;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that write files. Spark tells of the failure of a job while other tasks of it still run, and one of them may make
 * files after all has been taken away: here a failure is told when they have ended.
 */
public final class WritingJobs {
    private static final Logger LOG = LoggerFactory.getLogger(WritingJobs.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PERIOD_MILLIS = 20;

    private final SparkContext context;
    private final String tag = "collimate-writing-" + UUID.randomUUID();

    private WritingJobs(SparkContext context) {
        this.context = context;
    }

    /**
     * Starts jobs and waits for them.
     *
     * @param <E> what it may throw
     */
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /** Runs {@code work} in this thread; where it fails, no task of its jobs runs any more, or a warning has told of it. */
    public static <E extends Exception> void run(SparkContext context, Work<E> work) throws E {
        WritingJobs jobs = new WritingJobs(context);
        boolean done = false;
        context.addJobTag(jobs.tag);
        try {
            work.run();
            done = true;
        } finally {
            if (!context.isStopped()) {
                context.removeJobTag(jobs.tag);
                if (!done) {
                    jobs.awaitEnd();
                }
            }
        }
    }

    private void awaitEnd() {
        long start = System.nanoTime();
        try {
            while (!context.isStopped() && hasTasks()) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    LOG.warn(
                            "tasks of a job that failed still run after {} s; they may leave files behind",
                            PATIENCE.toSeconds());
                    return;
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasTasks() {
        SparkStatusTracker status = context.statusTracker();
        for (int job : status.getJobIdsForTag(tag)) {
            boolean active = status.getJobInfo(job).exists(info -> {
                for (int stage : info.stageIds()) {
                    if (status.getStageInfo(stage).exists(of -> of.numActiveTasks() > 0)) {
                        return true;
                    }
                }
                return info.status() == JobExecutionStatus.RUNNING;
            });
            if (active) {
                return true;
            }
        }
        return false;
    }
}
