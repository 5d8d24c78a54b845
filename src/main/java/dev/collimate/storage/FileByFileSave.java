package dev.collimate.storage;

import java.io.IOException;
import java.util.List;
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
        Path path = destination.path();
        InterruptedSave.clean(destination.files(), path, path.getName(), destination.shown());
        requireAlone(destination, List.of());
        requireAllowed(destination, settings);
        destination.requireCreatable(false);
    }

    static void save(Destination destination, SaveSettings settings, Filling filling) throws IOException {
        require(destination, settings);
        FileSystem files = destination.files();
        Path path = destination.path();
        boolean made = !files.exists(path);
        files.mkdirs(path);
        Replacement replacement = new Replacement(StagingOwner.here(files, path, path.getName()));
        try {
            Undo.onFailure(() -> moveIn(destination, settings, filling, replacement, made), () -> {
                if (made) {
                    destination.removeIfEmpty();
                }
            });
            settle(destination, replacement);
        } finally {
            replacement.owner().leave();
        }
    }

    private static void moveIn(
            Destination destination, SaveSettings settings, Filling filling, Replacement replacement, boolean made)
            throws IOException {
        Path folder = replacement.owner().path(StagingName.NEW);
        Staging.run(
                destination,
                folder,
                settings.bytes(),
                !made,
                staging -> {
                    filling.fill(destination.files(), staging);
                    requireAllowed(destination, settings);
                    Replacement.Plan plan = replacement.begin(settings.kind().mark());
                    // Of two that look after they have noted it, one sees the other.
                    requireAlone(destination, List.of(replacement));
                    replacement.moveIn(plan);
                },
                replacement::settle);
    }

    /** Where that fails the new files are not marked as complete, and the next writer finishes it. */
    private static void settle(Destination destination, Replacement replacement) throws IOException {
        try {
            replacement.settle();
        } catch (IOException | FSError e) {
            throw new IOException(
                    "the new files of " + destination.shown()
                            + " are all there, but some that they replace may be beside"
                            + " them still, and no mark says that it is complete (" + Redaction.of(e.getMessage())
                            + "); write it again",
                    e);
        }
    }

    /** @param own replacements that are this one's */
    private static void requireAlone(Destination destination, List<Replacement> own) throws IOException {
        if (destination.files().exists(destination.path())
                && !own.containsAll(Replacement.in(destination.files(), destination.path()))) {
            throw new IOException(
                    destination.shown() + " is being replaced by another run, or was when that was killed;"
                            + " wait for it, or, if it is over, delete the folder or choose another path");
        }
    }

    private static void requireAllowed(Destination destination, SaveSettings settings) throws IOException {
        if (settings.overwrite()) {
            destination.requireReplaceable(settings.kind());
        } else if (!destination.holdsUnfinishedOnly(destination.path().getName())) {
            destination.requireFree();
        }
    }
}
