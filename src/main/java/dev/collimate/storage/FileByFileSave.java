package dev.collimate.storage;

import java.io.IOException;
import java.util.Optional;
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
        files.mkdirs(path);
        StagingOwner owner = StagingOwner.here(files, path, StagingName.INSIDE);
        Replacement replacement = new Replacement(owner);
        try {
            Undo.onFailure(
                    () -> Staging.run(
                            destination,
                            owner.path(StagingName.NEW),
                            settings.bytes(),
                            !made,
                            staging -> {
                                filling.fill(files, staging);
                                moveIn(destination, settings, replacement);
                            },
                            replacement::settle),
                    () -> {
                        if (made) {
                            destination.removeIfEmpty();
                        }
                    });
            finish(destination, replacement);
        } catch (IOException | RuntimeException e) {
            throw half(destination, settings, replacement, e);
        } finally {
            owner.leave();
        }
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
        boolean half = replacement.isBegun()
                && !destination
                        .files()
                        .exists(new Path(destination.path(), settings.kind().mark()));
        if (half) {
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
            destination.requireFree();
        }
    }
}
