package dev.collimate.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.util.SignalUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT of this process. The first one asks the running job to end: a fit does so after a step, if one ends
 * in time; else, and at once in other jobs, what Spark runs is cancelled, so that the command fails and takes away what it
 * has half-written. The second one ends the process at once.
 */
final class Interruption {
    private static final Map<String, Integer> SIGNALS = Map.of("TERM", 15, "INT", 2);
    /** What a shell adds to the number of a signal. */
    private static final int EXIT_CODE = 128;

    /** In the log, as the end may take a while. */
    static final String FIRST =
            "the job ends as soon as it can leave nothing half done; a second signal ends it at once";

    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private String signal;
    private Watch watch;
    private boolean unregistered;

    private Interruption(boolean unregistered) {
        this.unregistered = unregistered;
    }

    /** Of a process that handles no signals. */
    static Interruption none() {
        return new Interruption(false);
    }

    /** Of this process, which handles them from its first job on: before that, they end it. */
    static Interruption ofProcess() {
        return new Interruption(true);
    }

    /** Spark writes to the log that it does so, which is for jobs alone. */
    private void register() {
        SIGNALS.keySet()
                .forEach(name -> SignalUtils.register(name, () -> {
                    receive(name);
                    return true;
                }));
    }

    /** A job that the first signal cancels, again and again until this is closed. */
    static final class Watch implements AutoCloseable {
        private final Duration grace;
        private final Runnable cancel;
        private final CountDownLatch closed = new CountDownLatch(1);

        private Watch(Duration grace, Runnable cancel) {
            this.grace = grace;
            this.cancel = cancel;
        }

        private void strike() {
            try {
                boolean ended = closed.await(grace.toMillis(), TimeUnit.MILLISECONDS);
                while (!ended) {
                    cancel.run();
                    ended = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Lets what still runs come to its end. */
        @Override
        public void close() {
            closed.countDown();
        }
    }

    /**
     * From now on the first signal asks for an end, rather than end the process.
     *
     * @param grace time for the job to end by itself
     * @param cancel cancels what Spark runs
     */
    synchronized Watch over(Duration grace, Runnable cancel) {
        if (unregistered) {
            unregistered = false;
            register();
        }
        watch = new Watch(grace, cancel);
        return watch;
    }

    /** Cancels nothing of the present job any more, so that it can keep what it has. */
    synchronized void release() {
        if (watch != null) {
            watch.close();
        }
    }

    private synchronized void receive(String name) {
        boolean second = signal != null;
        signal = second ? signal : name;
        if (second) {
            Runtime.getRuntime().halt(exitCode());
        } else if (watch == null) {
            new Thread(() -> System.exit(exitCode()), "end by a signal").start();
        } else {
            LOG.warn("{}", FIRST);
            Thread thread = new Thread(watch::strike, "end by a signal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The name of the first signal. */
    synchronized Optional<String> signal() {
        return Optional.ofNullable(signal).map(name -> "SIG" + name);
    }

    /** By which a shell tells that the first signal ended the process. */
    synchronized int exitCode() {
        return EXIT_CODE + SIGNALS.get(signal);
    }
}
