package dev.collimate.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @throws IOException if there is one that cannot be put there, or a process of this machine is about to do it
     */
    static void restore(FileSystem files, Path target) throws IOException {
        restore(files, target, PATIENCE);
    }

    /** @param patience with a save that may go on */
    static void restore(FileSystem files, Path target, Duration patience) throws IOException {
        Path folder = target.getParent();
        if (folder == null || files.exists(target) || !files.exists(folder)) {
            return;
        }
        for (StagingOwner save : StagingOwner.all(files, folder, target.getName())) {
            boolean noted = save.has(StagingName.WHOLE);
            // Noted without its new copy, the save was done: what is at its place now, or is not, came later.
            if (!save.has(noted ? StagingName.NEW : StagingName.OLD)) {
                continue;
            }
            await(files, target, save, patience);
            if (files.exists(target)) {
                return;
            }
            move(files, save.path(noted ? StagingName.NEW : StagingName.OLD), target);
            LOG.warn(
                    "a save of {} was interrupted; its {} copy was whole and stands there again",
                    Redaction.of(target.toString()),
                    noted ? "new" : "old");
            return;
        }
    }

    private static void move(FileSystem files, Path copy, Path target) throws IOException {
        IOException cause = null;
        boolean moved = false;
        try {
            moved = files.rename(copy, target);
        } catch (IOException e) {
            cause = e;
        }
        // Another reader may have moved it at the same time.
        if (!moved && !files.exists(target)) {
            throw new IOException(
                    "nothing stands at " + Redaction.of(target.toString())
                            + " because a save was interrupted, and its whole copy cannot be moved there from "
                            + copy.getName() + "; move it by hand",
                    cause);
        }
    }

    /** Waits for a save that may go on. */
    private static void await(FileSystem files, Path target, StagingOwner save, Duration patience) throws IOException {
        if (!save.has(StagingName.OWNER) || save.isDead()) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (!files.exists(target)) {
            if (System.nanoTime() >= deadline) {
                Optional<String> process = save.runningHere();
                if (process.isPresent()) {
                    throw new IOException("nothing stands at " + Redaction.of(target.toString())
                            + " while a save goes on (" + process.get()
                            + "); try again when it has ended, or, if that save"
                            + " failed, move a copy there by hand, from what begins with " + save.unique());
                }
                return;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a save goes on");
            }
        }
    }

    /** Settles what a killed process of this machine began to replace. */
    private static void settle(Replacement replacement, String shown) throws IOException {
        if (!replacement.owner().isDead()) {
            return;
        }
        try (FolderLock lock = replacement.owner().adopt()) {
            if (!replacement.isBegun()) {
                // Another process has done it meanwhile, and may have taken this lock away with what was left.
                return;
            }
            lock.requireHeld();
            LOG.warn(
                    replacement.settle()
                            ? "a run was killed while it replaced {}: its new files were all there, and stand there now"
                            : "a run was killed while it replaced {}: the old files are back",
                    shown);
        }
    }

    /**
     * Takes away what killed processes of this machine left in {@code folder} on the way to {@code name}: files that an
     * append had moved to their place already, too; replacements of files are undone or finished. What others left, or
     * still write, stays.
     *
     * @param shown what is written, for messages
     */
    static void clean(FileSystem files, Path folder, String name, String shown) throws IOException {
        if (!files.exists(folder)) {
            return;
        }
        List<String> taken = new ArrayList<>();
        for (StagingOwner left : StagingOwner.all(files, folder, name)) {
            Replacement replacement = new Replacement(left);
            if (replacement.isBegun()) {
                settle(replacement, shown);
            } else if (left.isDead()) {
                for (String moved : left.noted(StagingName.MOVING).orElse(List.of())) {
                    Path file = new Path(folder, new Path(moved).getName());
                    if (files.delete(file, false)) {
                        taken.add(file.getName());
                    }
                }
                boolean done = left.has(StagingName.WHOLE) && !left.has(StagingName.NEW);
                if (done || files.exists(new Path(folder, name))) {
                    left.delete(StagingName.OLD);
                }
                left.deleteUnfinished();
                taken.add(left.unique());
            } else {
                left.deleteProbe();
                left.warnIfOld(shown);
            }
        }
        if (!taken.isEmpty()) {
            LOG.warn(
                    "a run was killed while it wrote {}: what it left is taken away ({})",
                    shown,
                    String.join(", ", taken));
        }
    }
}
