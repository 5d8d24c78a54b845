package dev.collimate.fit;

import dev.collimate.storage.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FSError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes states on a thread of its own while the fit goes on: one at a time, the newest of those that are due. A state
 * that cannot be written is a warning.
 */
final class CheckpointWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

    private final Target target;
    private final long pause;
    private final LongSupplier clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "checkpoint");
        made.setDaemon(true);
        return made;
    });
    private Future<?> running;
    private FitProgress waiting;
    private FitProgress written;
    private long lastStart;

    /** Where states go. */
    interface Target {
        void write(FitProgress progress) throws IOException;
    }

    /**
     * @param seconds between writes; 0 for one after every state, for which the next waits
     * @param clock nanoseconds
     * @param written what is there already
     */
    CheckpointWriter(Target target, int seconds, LongSupplier clock, FitProgress written) {
        this.target = target;
        this.written = written;
        this.pause = TimeUnit.SECONDS.toNanos(seconds);
        this.clock = clock;
        this.lastStart = clock.getAsLong();
    }

    /** Writes the state if one is due, in the background; else keeps it for {@link #close}. */
    void offer(FitProgress progress) {
        waiting = progress;
        if (pause == 0) {
            await();
            start();
        } else if (clock.getAsLong() - lastStart >= pause && (running == null || running.isDone())) {
            start();
        }
    }

    /** Writes the state in the background whatever the time, once the write before is done. */
    void require(FitProgress progress) {
        waiting = progress;
        await();
        start();
    }

    private void start() {
        FitProgress due = waiting;
        waiting = null;
        lastStart = clock.getAsLong();
        running = thread.submit(() -> write(due));
    }

    private void write(FitProgress progress) {
        try {
            target.write(progress);
            written = progress;
        } catch (IOException | UncheckedIOException | FSError | OutOfMemoryError e) {
            // A full disk, a lock that was lost, no memory for the copy: the fit does without. All else is a defect.
            LOG.warn(
                    "the checkpoint after {} could not be written ({}); the fit goes on, and the last one that was"
                            + " written stays",
                    progress.sentence(),
                    reason(e));
            LOG.debug("the checkpoint could not be written", e);
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : Redaction.of(message).lines().findFirst().orElse("");
    }

    /** Until no write is on its way. */
    private void await() {
        boolean interrupted = false;
        while (running != null) {
            try {
                running.get();
                running = null;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes the newest state, if it was not yet. */
    void flush() {
        await();
        if (waiting != null) {
            start();
            await();
        }
    }

    /** The last state that could be written; to be asked when all was {@link #flush}ed. */
    FitProgress written() {
        return written;
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            thread.shutdown();
        }
    }
}
