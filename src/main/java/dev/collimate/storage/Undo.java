package dev.collimate.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;

/** What is done when work fails, so that it leaves nothing. */
final class Undo {
    private Undo() {}

    /** Work on files. */
    interface Step {
        void run() throws IOException;
    }

    /** Runs {@code work}; where that fails, {@code undo} too, whose own failure does not hide that of the work. */
    static void onFailure(Step work, Step undo) throws IOException {
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
