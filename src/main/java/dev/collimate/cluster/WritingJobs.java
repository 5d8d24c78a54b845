package dev.collimate.cluster;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.spark.JobExecutionStatus;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that write files. Spark tells of the end of a job while other tasks of it still run, after a failure or a task that
 * was started twice, and one of them may make files after all has been taken away or moved: here an end is told when they
 * have ended too. Of a stage that was tried again, only the last attempt is looked at.
 */
public final class WritingJobs {
    private static final Logger LOG = LoggerFactory.getLogger(WritingJobs.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PERIOD_MILLIS = 20;

    private final SparkContext context;
    private final String tag = "collimate-writing-" + UUID.randomUUID();

    private WritingJobs(SparkContext context) {
        this.context = context;
    }

    /**
     * Starts jobs and waits for them.
     *
     * @param <T> what it gives
     * @param <E> what it may throw
     */
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Runs {@code work} in this thread. When this ends, no task of its jobs runs any more, or a warning has told of it; jobs
     * that a failure has left are cancelled.
     */
    public static <T, E extends Exception> T run(SparkContext context, Work<T, E> work) throws E {
        WritingJobs jobs = new WritingJobs(context);
        boolean done = false;
        context.addJobTag(jobs.tag);
        try {
            T result = work.run();
            done = true;
            return result;
        } finally {
            jobs.end(!done);
        }
    }

    /** Never throws: what the work threw, or did, counts more. */
    private void end(boolean failed) {
        try {
            if (context.isStopped()) {
                return;
            }
            context.removeJobTag(tag);
            if (failed) {
                context.cancelJobsWithTag(tag);
            }
            awaitTasks();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warn();
        } catch (TimeoutException | RuntimeException e) {
            LOG.debug("tasks cannot be looked at", e);
            warn();
        }
    }

    private void awaitTasks() throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        // What the status tells of comes by this bus.
        context.listenerBus().waitUntilEmpty(PATIENCE.toMillis());
        while (!context.isStopped() && hasTasks()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                warn();
                return;
            }
            Thread.sleep(PERIOD_MILLIS);
        }
    }

    private static void warn() {
        LOG.warn("tasks of a job that ended may still run, and may leave files behind");
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
