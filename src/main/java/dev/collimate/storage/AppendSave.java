package dev.collimate.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Adds files of rows to a directory: they are written to a hidden folder of this append alone, in the directory, and
 * moved up when all are there, so that appends at the same time do not meet. One that fails leaves none of its files.
 */
public final class AppendSave {
    private static final String ROWS = "part-";

    private AppendSave() {}

    /** Checks, before any work, whether {@link #save} can add to {@code target}, which need not exist. */
    public static void require(String target, Configuration configuration) throws IOException {
        require(Destination.of(target, configuration));
    }

    private static void require(Destination destination) throws IOException {
        destination.requireDirectoryIfThere();
        InterruptedSave.clean(destination.files(), destination.path(), StagingName.INSIDE, destination.shown());
        destination.requireNotReplaced(Optional.empty());
        destination.requireCreatable(true);
    }

    /** Whether a directory holds anything that a reader would see. */
    public static boolean holdsData(String target, Configuration configuration) throws IOException {
        Destination destination = Destination.of(target, configuration);
        if (!destination.files().exists(destination.path())) {
            return false;
        }
        for (FileStatus entry : destination.files().listStatus(destination.path())) {
            if (isVisible(entry.getPath().getName())) {
                return true;
            }
        }
        return false;
    }

    /** Adds the files that {@code filling} writes. */
    public static void save(String target, Configuration configuration, Filling filling) throws IOException {
        save(Destination.of(target, configuration), filling);
    }

    static void save(Destination destination, Filling filling) throws IOException {
        require(destination);
        FileSystem files = destination.files();
        Path path = destination.path();
        boolean made = !files.exists(path);
        files.mkdirs(path);
        Undo.onFailure(
                () -> {
                    StagingOwner owner = StagingOwner.here(files, path, StagingName.INSIDE);
                    Staging.run(destination, owner, StagingName.APPEND, 0, !made, folder -> {
                        filling.fill(files, folder);
                        moveUp(destination, owner, folder);
                    });
                },
                () -> {
                    if (made) {
                        destination.removeIfEmpty();
                    }
                });
    }

    private static void moveUp(Destination destination, StagingOwner owner, Path from) throws IOException {
        FileSystem files = destination.files();
        Path to = destination.path();
        List<FileStatus> entries = new ArrayList<>();
        for (FileStatus entry : files.listStatus(from)) {
            if (isVisible(entry.getPath().getName())) {
                entries.add(entry);
            }
        }
        owner.note(
                StagingName.MOVING,
                entries.stream().map(entry -> entry.getPath().getName()).toList());
        // A replacement that begins after the note sees it.
        destination.requireNotReplaced(Optional.empty());
        List<Path> moved = new ArrayList<>();
        Undo.onFailure(
                () -> {
                    move(files, entries, to, moved);
                    // From here on nobody takes them for those of an append that was killed.
                    owner.delete(StagingName.MOVING);
                },
                () -> deleteAll(files, moved));
    }

    /** @param moved is told of each file, before it is moved: a file system may do it and fail to say so */
    private static void move(FileSystem files, List<FileStatus> entries, Path to, List<Path> moved) throws IOException {
        for (FileStatus entry : entries) {
            String name = entry.getPath().getName();
            if (!entry.isFile() || !name.startsWith(ROWS)) {
                throw new IOException("cannot append to " + Redaction.of(to.toString())
                        + ": this format writes more than files of rows; write to another folder");
            }
            Path target = new Path(to, name);
            if (files.exists(target)) {
                throw new IOException("could not rename " + Redaction.of(entry.getPath() + " to " + target));
            }
            moved.add(target);
            if (!files.rename(entry.getPath(), target)) {
                throw new IOException("could not rename " + Redaction.of(entry.getPath() + " to " + target));
            }
        }
        Path success = new Path(to, SavedKind.SUCCESS);
        if (!files.exists(success)) {
            moved.add(success);
            files.create(success, true).close();
        }
    }

    /** All of them, whichever cannot be. */
    private static void deleteAll(FileSystem files, List<Path> paths) throws IOException {
        IOException failure = new IOException("not all of what was added could be taken away again");
        for (Path path : paths) {
            try {
                files.delete(path, false);
            } catch (IOException | RuntimeException | FSError e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static boolean isVisible(String name) {
        return !name.startsWith("_") && !name.startsWith(".");
    }
}
