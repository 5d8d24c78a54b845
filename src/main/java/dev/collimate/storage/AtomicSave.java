package dev.collimate.storage;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a directory so that its path never holds half of one: to a temporary sibling first, then by rename; on object
 * stores, which rename no directory in one step, by {@link FileByFileSave}. What an
 * overwrite replaces stays until the new directory is complete, and comes back if the last rename fails; if the process is
 * killed between the two renames, whoever reads or writes the path next puts the whole new directory there, see {@link
 * InterruptedSave}. Spark's own overwrite deletes first.
 */
public final class AtomicSave {
    private AtomicSave() {}

    /**
     * Checks, before any work, whether {@link #save} may write {@code target} and can.
     *
     * @throws FileAlreadyExistsException if the target exists and must not be overwritten
     * @throws NotReplaceableException if it must not be replaced, whatever the settings
     * @throws IOException if nothing can be made there
     */
    public static void require(String target, Configuration configuration, SaveSettings settings) throws IOException {
        Destination destination = Destination.of(target, configuration);
        if (!ObjectStores.has(destination.files(), configuration)) {
            require(destination, settings);
        } else if (settings.kind().isOfFiles()) {
            FileByFileSave.require(destination, settings);
        } else if (settings.kind() == SavedKind.STAGE && destination.holdsUnfinishedStage()) {
            destination.requireCreatable(false);
        } else {
            require(destination, settings);
        }
    }

    static void require(Destination destination, SaveSettings settings) throws IOException {
        InterruptedSave.restore(destination.files(), destination.path());
        requireAllowed(destination, settings);
        destination.requireCreatable(false);
    }

    /**
     * Writes {@code target}.
     *
     * @throws IOException as {@link #require} does, before filling, or if it cannot be written
     */
    public static void save(String target, Configuration configuration, SaveSettings settings, Filling filling)
            throws IOException {
        Destination destination = Destination.of(target, configuration);
        if (settings.kind().isOfFiles() && ObjectStores.has(destination.files(), configuration)) {
            FileByFileSave.save(destination, settings, filling);
        } else {
            save(destination, settings, filling);
        }
    }

    static void save(Destination destination, SaveSettings settings, Filling filling) throws IOException {
        require(destination, settings);
        FileSystem files = destination.files();
        Path path = destination.path();
        InterruptedSave.clean(files, path.getParent(), path.getName(), destination.shown());
        StagingOwner owner = StagingOwner.here(files, path.getParent(), path.getName());
        Staging.run(destination, owner, StagingName.NEW, settings.bytes(), files.exists(path), staging -> {
            filling.fill(files, staging);
            replace(destination, owner, settings);
        });
    }

    /** The folder in which new files of {@code target} are written before they take their place. */
    public static Path folderOfNew(String target, Configuration configuration) throws IOException {
        Path path = new Path(target);
        return ObjectStores.has(path.getFileSystem(configuration), configuration) ? path : path.getParent();
    }

    /** Whether a hidden file of this name says that the files beside it are being replaced, one by one. */
    public static boolean isNoteOfReplacement(String name) {
        return StagingName.isOfReplacement(name);
    }

    private static void requireAllowed(Destination destination, SaveSettings settings) throws IOException {
        if (settings.overwrite()) {
            destination.requireReplaceable(settings.kind());
        } else {
            destination.requireFree();
        }
    }

    private static void replace(Destination destination, StagingOwner owner, SaveSettings settings) throws IOException {
        requireAllowed(destination, settings);
        FileSystem files = destination.files();
        Path path = destination.path();
        Path old = owner.path(StagingName.OLD);
        boolean replaces = files.exists(path);
        if (replaces) {
            owner.note(StagingName.WHOLE, List.of());
            rename(files, path, old);
        }
        try {
            rename(files, owner.path(StagingName.NEW), path);
        } catch (IOException | RuntimeException e) {
            if (isMoved(files, path, owner, e)) {
                return;
            }
            if (replaces) {
                putBack(files, old, path, e);
            }
            throw e;
        }
    }

    /** Whether the new directory went its way though the rename failed: the answer was lost, or a reader moved it. */
    private static boolean isMoved(FileSystem files, Path path, StagingOwner owner, Exception failure) {
        try {
            return files.exists(path) && !owner.has(StagingName.NEW);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** @throws IOException that says where the directory lies, if it does not come back either */
    private static void putBack(FileSystem files, Path old, Path path, Exception cause) throws IOException {
        try {
            rename(files, old, path);
        } catch (IOException | RuntimeException e) {
            IOException failure = new IOException(
                    "could not write " + Redaction.of(path.toString())
                            + ", nor put back what it held, which now lies in " + Redaction.of(old.toString())
                            + "; move it back by hand",
                    cause);
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Where a directory is at {@code to}, a rename would move into it. */
    private static void rename(FileSystem files, Path from, Path to) throws IOException {
        if (files.exists(to) || !files.rename(from, to)) {
            throw new IOException(
                    "could not rename " + Redaction.of(from.toString()) + " to " + Redaction.of(to.toString()));
        }
    }
}
