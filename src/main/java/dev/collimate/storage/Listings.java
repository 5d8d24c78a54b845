package dev.collimate.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Listings of stores, some of which show late what was written, or deleted. */
final class Listings {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LONGEST_PAUSE = 1000;

    private Listings() {}

    /**
     * Waits until a listing shows a file that was just written: then it shows what was written before as well, and nothing
     * that was deleted before. One that somebody takes away meanwhile is not waited for.
     *
     * @throws IOException if it does not for half a minute
     */
    static void await(FileSystem files, Path written) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long pause = 1;
                !shows(files, written) && files.exists(written);
                pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the listing of "
                        + Redaction.of(written.getParent().toString()) + " does not show what was written there "
                        + PATIENCE.toSeconds() + " s ago; try again later");
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a listing");
            }
        }
    }

    /**
     * Waits until listings show all that was written before, in a folder and elsewhere, by a file that comes and goes.
     *
     * @throws IOException as {@link #await}, or if nothing can be written there
     */
    static void settle(FileSystem files, Path folder) throws IOException {
        Path probe = new Path(folder, StagingName.unique(StagingName.INSIDE) + StagingName.PROBE);
        Undo.onFailure(
                () -> {
                    files.create(probe, false).close();
                    await(files, probe);
                },
                () -> Probe.delete(files, probe));
        Probe.delete(files, probe);
    }

    private static boolean shows(FileSystem files, Path written) throws IOException {
        return Arrays.stream(files.listStatus(written.getParent()))
                .anyMatch(entry -> entry.getPath().getName().equals(written.getName()));
    }
}
