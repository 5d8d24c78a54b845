package dev.collimate.cluster;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the jobs of a context that waits for executors too long: Spark itself waits for ever, for workers that nobody
 * started as for those that are lost. With a local master, which has no executors, it does nothing.
 */
public final class ExecutorWatch implements AutoCloseable {
    /** The setting of Spark that says how long a job waits without any executor, as {@code 90s} or {@code 10m}. */
    public static final String TIMEOUT = "spark.collimate.executorTimeout";

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorWatch.class);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final long PERIOD_MILLIS = 250;

    private final SparkContext context;
    private final Duration timeout;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "executor watch");
        thread.setDaemon(true);
        return thread;
    });

    private long waitsSince = System.nanoTime();
    private boolean warned;
    private volatile boolean hadExecutors;
    private volatile String lastLoss;
    private volatile String verdict;

    private ExecutorWatch(SparkContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
    }

    /** Watches until it is closed. */
    public static ExecutorWatch over(SparkContext context) {
        ExecutorWatch watch = new ExecutorWatch(context, timeout(context.conf()));
        if (!context.isLocal() && !context.isStopped()) {
            context.addSparkListener(watch.new Losses());
            watch.clock.scheduleWithFixedDelay(watch::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
        return watch;
    }

    /** @throws IllegalArgumentException if the setting is not a time of at least a second */
    static Duration timeout(SparkConf conf) {
        String text = conf.get(TIMEOUT, DEFAULT_TIMEOUT.toSeconds() + "s");
        long seconds;
        try {
            seconds = conf.getTimeAsSeconds(TIMEOUT, text);
        } catch (NumberFormatException e) {
            seconds = 0;
        }
        if (seconds < 1) {
            throw new IllegalArgumentException(
                    TIMEOUT + " must be a time of at least a second, such as 90s or 10m, but was " + text);
        }
        return Duration.ofSeconds(seconds);
    }

    /**
     * What to tell of a job that failed: the loss of the cluster where that is why, whatever the job made of it, which is
     * then suppressed; else the failure itself.
     */
    public Exception explain(Exception failure) {
        String cause = verdict;
        if (cause == null && !context.isLocal() && context.isStopped() && !ShutdownHookManager.inShutdown()) {
            cause = ended();
        }
        if (cause == null) {
            return failure;
        }
        IllegalStateException told = new IllegalStateException(cause);
        told.addSuppressed(failure);
        return told;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** Looks, and looks again whatever happens: a task that throws would not be run any more. */
    private void look() {
        try {
            if (!context.isStopped()) {
                judge();
            }
        } catch (RuntimeException e) {
            LOG.warn("executors could not be counted this time", e);
        }
    }

    private void judge() {
        boolean executors = !context.getExecutorIds().isEmpty();
        hadExecutors |= executors;
        // Without a job that waits, none may have been asked for.
        if (executors || context.statusTracker().getActiveJobIds().length == 0) {
            waitsSince = System.nanoTime();
            warned = false;
            return;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - waitsSince);
        if (waited.compareTo(timeout) >= 0) {
            verdict = hadExecutors ? lost() : none();
            context.cancelAllJobs();
        } else if (!warned && waited.compareTo(SILENCE) >= 0) {
            warned = true;
            LOG.warn("no executor from {}: waits for {} s in all", context.master(), timeout.toSeconds());
        }
    }

    private String ended() {
        if (!hadExecutors && StandaloneMasters.isOf(context.master())) {
            return StandaloneMasters.refusal(context.master());
        }
        return context.master() + " ended the application " + context.applicationId() + lastLost();
    }

    private String none() {
        return "no executor came from " + context.master() + within() + "; " + asked() + ", offered none: "
                + whereToLook();
    }

    private String lost() {
        return "all executors are lost" + lastLost() + ", and none came again from " + context.master() + within()
                + ": " + whereToLook();
    }

    private String lastLost() {
        return lastLoss == null ? "" : " (the last one: " + lastLoss + ")";
    }

    private String within() {
        return " within " + timeout.toSeconds() + " s (" + TIMEOUT + ")";
    }

    private String asked() {
        SparkConf conf = context.conf();
        return "asked were executors of " + context.executorMemory() + " MiB and "
                + conf.getOption("spark.executor.cores")
                        .map(cores -> cores + " cores")
                        .getOrElse(() -> "all cores of a worker")
                + conf.getOption("spark.cores.max")
                        .map(cores -> ", " + cores + " cores in all")
                        .getOrElse(() -> "");
    }

    private String whereToLook() {
        String master = context.master();
        if (master.startsWith("k8s")) {
            return "see kubectl describe pods -l spark-app-selector=" + context.applicationId();
        }
        if (master.startsWith("yarn")) {
            return "see the queue with yarn application -status " + context.applicationId();
        }
        return "see on the master's page which workers are registered, and what memory and cores are free";
    }

    private final class Losses extends SparkListener {
        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            hadExecutors = true;
            lastLoss = removed.reason().strip().lines().findFirst().orElse(null);
        }
    }
}
