package dev.collimate.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a save that was killed left beside its target, and what the next reader or writer of the target does about it. */
final class InterruptedSave {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptedSave.class);

    /** Between the two renames of a save that goes on lies an instant. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private InterruptedSave() {}

    /**
     * Puts the newest whole copy where nothing stands because a save was killed between its two renames.
     *
     * @throws IOException if there is one that cannot be put there
     */
    static void restore(FileSystem files, Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || files.exists(target) || !files.exists(folder)) {
            return;
        }
        for (StagingOwner save : StagingOwner.all(files, folder, target.getName())) {
            boolean whole = save.has(StagingName.WHOLE) && save.has(StagingName.NEW);
            if (!whole && !save.has(StagingName.OLD)) {
                continue;
            }
            if (save.has(StagingName.OWNER) && !save.isDead()) {
                await(files, target);
            }
            if (files.exists(target)) {
                return;
            }
            Path copy = save.path(whole ? StagingName.NEW : StagingName.OLD);
            if (!files.rename(copy, target)) {
                throw new IOException("nothing stands at " + Redaction.of(target.toString())
                        + " because a save was interrupted, and its whole copy cannot be moved there from "
                        + copy.getName() + "; move it by hand");
            }
            LOG.warn(
                    "a save of {} was interrupted; its {} copy was whole and stands there again",
                    Redaction.of(target.toString()),
                    whole ? "new" : "old");
            return;
        }
    }

    private static void await(FileSystem files, Path target) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!files.exists(target) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a save goes on");
            }
        }
    }

    /**
     * Takes away what killed processes of this machine left in {@code folder} on the way to {@code name}: files that an
     * append had moved to their place already, too. What others left, or still write, stays.
     */
    static void clean(FileSystem files, Path folder, String name) throws IOException {
        if (!files.exists(folder)) {
            return;
        }
        List<String> taken = new ArrayList<>();
        for (StagingOwner left : StagingOwner.all(files, folder, name)) {
            if (left.isDead()) {
                for (String moved : left.noted(StagingName.MOVING)) {
                    Path file = new Path(folder, new Path(moved).getName());
                    if (files.delete(file, false)) {
                        taken.add(file.getName());
                    }
                }
                if (files.exists(new Path(folder, name))) {
                    left.delete(StagingName.OLD);
                }
                left.deleteUnfinished();
                taken.add(left.unique());
            }
        }
        if (!taken.isEmpty()) {
            LOG.warn(
                    "a run was killed while it wrote {}: what it left is taken away ({})",
                    Redaction.of(new Path(folder, name).toString()),
                    String.join(", ", taken));
        }
    }
}
