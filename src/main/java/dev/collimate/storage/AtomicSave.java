package dev.collimate.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
        boolean replaces = files.exists(path);
        StagingOwner owner = StagingOwner.unique(files, path.getParent(), path.getName());
        WhatStands.toldAfter(
                () -> {
                    owner.begin();
                    Staging.run(destination, owner, StagingName.NEW, settings.bytes(), staging -> {
                        filling.fill(files, staging);
                        replace(destination, owner, settings);
                    });
                },
                () -> stands(destination, owner, replaces));
    }

    /** Empty where another run wrote there meanwhile, which the failure tells. */
    private static Optional<String> stands(Destination destination, StagingOwner owner, boolean replaces)
            throws IOException {
        if (destination.files().exists(destination.path())) {
            return replaces ? Optional.of(WhatStands.OLD) : Optional.empty();
        }
        return Optional.of(
                owner.has(StagingName.OLD)
                        ? "what was there before lies in "
                                + Redaction.of(owner.path(StagingName.OLD).toString()) + "; move it back by hand"
                        : WhatStands.NOTHING);
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
            destination.requireFree(settings.kind());
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
        Undo.onFailure(() -> rename(files, owner.path(StagingName.NEW), path), () -> {
            if (replaces) {
                rename(files, old, path);
            }
        });
    }

    /** Where a directory is at {@code to}, a rename would move into it. */
    private static void rename(FileSystem files, Path from, Path to) throws IOException {
        try {
            if (files.exists(to) || !files.rename(from, to)) {
                throw new IOException(
                        "could not rename " + Redaction.of(from.toString()) + " to " + Redaction.of(to.toString()));
            }
        } catch (IOException | RuntimeException e) {
            if (!isMoved(files, from, to, e)) {
                throw e;
            }
        }
    }

    /** Whether a directory went its way though the rename failed: the answer was lost, or a reader moved it. */
    private static boolean isMoved(FileSystem files, Path from, Path to, Exception failure) {
        try {
            return files.exists(to) && !files.exists(from);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }
}
