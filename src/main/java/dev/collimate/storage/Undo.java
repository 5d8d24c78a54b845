package dev.collimate.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;

/** What is done when work fails, so that it leaves nothing. */
public final class Undo {
    private Undo() {}

    /**
     * Work on files.
     *
     * @param <E> what it may throw
     */
    public interface Step<E extends Exception> {
        void run() throws E;
    }

    /** Runs {@code work}; where that fails, {@code undo} too, whose own failure does not hide that of the work. */
    public static <E extends Exception> void onFailure(Step<E> work, Step<IOException> undo) throws E {
        try {
            work.run();
        } catch (Throwable e) {
            // Spark throws checked exceptions that no signature tells of, and memory may have run out: all goes on.
            try {
                undo.run();
            } catch (IOException | RuntimeException | FSError second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }
}
