package dev.collimate.storage;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes the files of a directory where none can be renamed in one step: to a hidden folder in it first, whose files then
 * take their place one by one. The mark by which readers know that a directory is complete, as {@code _SUCCESS}, goes
 * before the first of them and comes after the last; in between a reader may find old files and new ones, and no mark. One
 * that fails leaves the old directory as it was; what a killed one left is undone, or finished where all new files
 * were there, by the next writer.
 */
final class FileByFileSave {
    private FileByFileSave() {}

    /** Checks, before any work, whether {@link #save} may write the destination and can. */
    static void require(Destination destination, SaveSettings settings) throws IOException {
        InterruptedSave.clean(destination.files(), destination.path(), StagingName.INSIDE, destination.shown());
        requireAlone(destination, Optional.empty());
        requireAllowed(destination, settings);
        destination.requireCreatable(false);
    }

    static void save(Destination destination, SaveSettings settings, Filling filling) throws IOException {
        require(destination, settings);
        FileSystem files = destination.files();
        Path path = destination.path();
        boolean made = !files.exists(path);
        boolean replaces = isMarked(destination, settings);
        Replacement replacement = new Replacement(StagingOwner.unique(files, path, StagingName.INSIDE));
        AtomicBoolean settled = new AtomicBoolean();
        WhatStands.toldAfter(
                () -> {
                    try {
                        Undo.onFailure(() -> write(destination, settings, filling, replacement, settled), () -> {
                            if (made) {
                                destination.removeIfEmpty();
                            }
                        });
                        finish(destination, replacement);
                    } catch (IOException | RuntimeException e) {
                        throw half(destination, settings, replacement, e);
                    } finally {
                        replacement.owner().leave();
                    }
                },
                () -> stands(isMarked(destination, settings), replaces, replacement, settled.get()));
    }

    private static void write(
            Destination destination,
            SaveSettings settings,
            Filling filling,
            Replacement replacement,
            AtomicBoolean settled)
            throws IOException {
        replacement.owner().begin();
        Staging.run(
                destination,
                replacement.owner().path(StagingName.NEW),
                settings.bytes(),
                staging -> {
                    filling.fill(destination.files(), staging);
                    moveIn(destination, settings, replacement);
                },
                () -> settled.set(replacement.settle()));
    }

    /** Empty where {@link #half} tells it. */
    private static Optional<String> stands(boolean marked, boolean replaces, Replacement replacement, boolean settled)
            throws IOException {
        if (replacement.isBegun() && !marked) {
            return Optional.empty();
        }
        boolean done =
                settled || replacement.owner().noted(StagingName.REPLACED).isPresent();
        return Optional.of(done ? WhatStands.NEW : WhatStands.before(replaces));
    }

    private static boolean isMarked(Destination destination, SaveSettings settings) throws IOException {
        return destination
                .files()
                .exists(new Path(destination.path(), settings.kind().mark()));
    }

    /** Whatever is looked at is looked at after the claim, so that no other run comes between. */
    private static void moveIn(Destination destination, SaveSettings settings, Replacement replacement)
            throws IOException {
        replacement.claim();
        requireAlone(destination, Optional.of(replacement));
        requireAllowed(destination, settings);
        replacement.moveIn(replacement.plan(settings.kind().mark()));
    }

    private static void finish(Destination destination, Replacement replacement) throws IOException {
        try {
            replacement.finish();
        } catch (FSError e) {
            // Local disks of Hadoop throw an Error for any failure of theirs.
            throw new IOException("cannot write " + destination.shown() + ": " + Redaction.of(e.getMessage()), e);
        }
        replacement.owner().finish(destination.shown());
    }

    /** The failure, which says so if it left the directory without its mark. */
    private static IOException half(
            Destination destination, SaveSettings settings, Replacement replacement, Exception failure)
            throws IOException {
        if (replacement.isBegun() && !isMarked(destination, settings)) {
            return new IOException(
                    destination.shown() + " is half replaced, as " + Redaction.of(failure.getMessage())
                            + "; write it again on this machine, which puts it in order",
                    failure);
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return (IOException) failure;
    }

    /**
     * Refuses a directory that another run replaces or adds to, as long as one can tell.
     *
     * @param own the replacement that this is
     */
    private static void requireAlone(Destination destination, Optional<Replacement> own) throws IOException {
        destination.requireNotReplaced(own);
        if (destination.files().exists(destination.path())) {
            for (StagingOwner other : StagingOwner.all(destination.files(), destination.path(), StagingName.INSIDE)) {
                if (other.has(StagingName.MOVING)) {
                    throw new IOException(
                            "rows are being appended to " + destination.shown() + other.by() + "; try again");
                }
            }
        }
    }

    private static void requireAllowed(Destination destination, SaveSettings settings) throws IOException {
        if (settings.overwrite()) {
            destination.requireReplaceable(settings.kind());
        } else if (!destination.holdsOnly(name -> StagingName.uniqueOf(name, StagingName.INSIDE) != null)) {
            destination.requireFree(settings.kind());
        }
    }
}
