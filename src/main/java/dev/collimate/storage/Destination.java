package dev.collimate.storage;

import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParametersFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A path that a directory, or a file, is to be written to, and whether it may and can be. */
public final class Destination {
    private static final String NOTHING_CAN_BE_MADE = "nothing can be made";

    private final FileSystem files;
    private final Path path;

    Destination(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    public static Destination of(String target, Configuration configuration) throws IOException {
        Path path = new Path(target);
        FileSystem files = path.getFileSystem(configuration);
        return new Destination(files, files.makeQualified(path));
    }

    FileSystem files() {
        return files;
    }

    Path path() {
        return path;
    }

    String shown() {
        return Redaction.of(path.toString());
    }

    /**
     * Refuses a path where something is.
     *
     * @param kind of what is to be written
     * @throws FileAlreadyExistsException naming the path and what to do
     */
    void requireFree(SavedKind kind) throws IOException {
        if (exists()) {
            throw new FileAlreadyExistsException(
                    shown() + kind.whereTaken(files.getFileStatus(path).isDirectory()));
        }
    }

    /** Refuses to add to what is no directory. */
    public void requireDirectoryIfThere() throws IOException {
        if (exists() && !files.getFileStatus(path).isDirectory()) {
            throw new IOException(shown() + " is no directory, so that nothing can be added to it");
        }
    }

    /**
     * Refuses to replace anything but a directory of {@code kind} that may go without harm.
     *
     * @throws NotReplaceableException naming the path and what speaks against it
     */
    public void requireReplaceable(SavedKind kind) throws IOException {
        if (!exists()) {
            return;
        }
        Optional<java.nio.file.Path> local = local();
        if (local.isPresent()) {
            LocalGuard.requireReplaceable(path, local.get());
        }
        if (!files.getFileStatus(path).isDirectory()) {
            throw new NotReplaceableException(path, "is a file", "name a folder");
        }
        if (path.isRoot() || files.getFileStatus(path).isSymlink() || holds(files.getHomeDirectory())) {
            throw new NotReplaceableException(
                    path, "is a root, a link or holds the home directory", "name a folder inside it");
        }
        kind.requireMarks(files, path);
    }

    /** Takes a directory away that has nothing in it. */
    void removeIfEmpty() throws IOException {
        if (files.listStatus(path).length == 0) {
            files.delete(path, false);
        }
    }

    /**
     * Refuses a directory whose files another run replaces, one by one.
     *
     * @param own a replacement that is this run's
     */
    void requireNotReplaced(Optional<Replacement> own) throws IOException {
        if (!files.exists(path)) {
            return;
        }
        for (Replacement other : Replacement.begunIn(files, path)) {
            if (!own.equals(Optional.of(other))) {
                throw new IOException(
                        shown() + " is being replaced" + other.owner().by()
                                + ", or was when that was killed; wait for it, or, if it is over, write there on that machine, which"
                                + " puts it in order, or delete the folder");
            }
        }
    }

    /** Whether there is a directory with no more than what a {@link PointerSave} left that did not come to its end. */
    boolean holdsUnfinishedStage() throws IOException {
        return holdsOnly(
                name -> ParametersFolder.isUnique(name) || StagingName.uniqueOf(name, ParameterFiles.FOLDER) != null);
    }

    /** Whether there is a directory with nothing, or no more than unfinished work in it, by its names. */
    boolean holdsOnly(Predicate<String> unfinished) throws IOException {
        if (!files.exists(path) || !files.getFileStatus(path).isDirectory()) {
            return false;
        }
        List<String> names = Arrays.stream(files.listStatus(path))
                .map(entry -> entry.getPath().getName())
                .toList();
        return names.stream().allMatch(unfinished);
    }

    /**
     * Finds out, by doing so, whether a directory can be made at or beside the path, now and by this user.
     *
     * @throws IOException in one line that names the directory that nothing can be made in, and why
     */
    public void requireCreatable(boolean inside) throws IOException {
        Path parent = inside && exists() ? path : path.getParent();
        if (parent == null) {
            throw new IOException(shown() + " is the root of a file system; name a folder inside it");
        }
        while (!exists(parent)) {
            parent = parent.getParent();
        }
        if (!files.getFileStatus(parent).isDirectory()) {
            throw new IOException("cannot write " + shown() + ": " + Redaction.of(parent.toString())
                    + " is no directory; choose another path");
        }
        String name = parent.equals(path) ? StagingName.INSIDE : path.getName();
        Path probe = new Path(parent, StagingName.unique(name) + StagingName.PROBE);
        try {
            make(probe);
            Probe.delete(files, probe);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write " + shown() + ": " + reason(e) + " in " + Redaction.of(parent.toString())
                            + " for the user " + System.getProperty("user.name") + "; choose another path",
                    e);
        }
    }

    /** Hadoop tells no reason on local disks, so that there the platform is asked. */
    private void make(Path probe) throws IOException {
        if (local().isPresent()) {
            Files.createDirectory(java.nio.file.Path.of(probe.toUri().getPath()));
        } else if (!files.mkdirs(probe)) {
            throw new IOException(NOTHING_CAN_BE_MADE);
        }
    }

    /** Why a file system made nothing, in a few words. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException
                || failure instanceof org.apache.hadoop.security.AccessControlException) {
            return "permission denied";
        }
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return reason == null ? NOTHING_CAN_BE_MADE : reason.lines().findFirst().orElse(reason);
    }

    private boolean exists() throws IOException {
        // A link that leads nowhere is something, too.
        Optional<java.nio.file.Path> local = local();
        return local.isPresent() ? Files.exists(local.get(), LinkOption.NOFOLLOW_LINKS) : files.exists(path);
    }

    private boolean exists(Path other) throws IOException {
        return other.isRoot() || files.exists(other);
    }

    private boolean holds(Path home) {
        for (Path next = files.makeQualified(home); next != null; next = next.getParent()) {
            if (next.equals(path)) {
                return true;
            }
        }
        return false;
    }

    private Optional<java.nio.file.Path> local() {
        return "file".equals(files.getUri().getScheme())
                ? Optional.of(java.nio.file.Path.of(path.toUri().getPath()))
                : Optional.empty();
    }
}
