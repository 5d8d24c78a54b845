package dev.collimate.storage;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes a directory so that its path never holds half of one: to a temporary sibling first, then by rename. What an
 * overwrite replaces stays until the new directory is complete, and comes back if the last rename fails. Spark's own
 * overwrite deletes first.
 */
public final class AtomicSave {
    private AtomicSave() {}

    /** Fills a directory that does not exist yet. */
    public interface Filling {
        void fill(FileSystem files, Path directory) throws IOException;
    }

    /**
     * Writes {@code target}.
     *
     * @throws FileAlreadyExistsException if the target exists and must not be overwritten; checked before filling
     */
    public static void save(String target, Configuration configuration, boolean overwrite, Filling filling)
            throws IOException {
        Path path = new Path(target);
        FileSystem files = path.getFileSystem(configuration);
        path = files.makeQualified(path);
        requireFree(files, path, overwrite);
        String unique = "." + path.getName() + "-" + UUID.randomUUID();
        Path temporary = new Path(path.getParent(), unique + ".new");
        try {
            filling.fill(files, temporary);
            replace(files, path, temporary, new Path(path.getParent(), unique + ".old"), overwrite);
        } finally {
            files.delete(temporary, true);
        }
    }

    /**
     * Refuses a target that exists, unless it may be overwritten.
     *
     * @throws FileAlreadyExistsException naming the path and what to do
     */
    public static void requireFree(FileSystem files, Path path, boolean overwrite) throws IOException {
        if (!overwrite && files.exists(path)) {
            throw new FileAlreadyExistsException(path
                    + " already exists; choose another path, or overwrite it (mode 'overwrite', write().overwrite())");
        }
    }

    private static void replace(FileSystem files, Path path, Path temporary, Path old, boolean overwrite)
            throws IOException {
        requireFree(files, path, overwrite);
        boolean replaces = files.exists(path);
        if (replaces) {
            rename(files, path, old);
        }
        try {
            rename(files, temporary, path);
        } catch (IOException | RuntimeException e) {
            if (replaces) {
                putBack(files, old, path, e);
            }
            throw e;
        }
        if (replaces) {
            files.delete(old, true);
        }
    }

    /** @throws IOException that says where the directory lies, if it does not come back either */
    private static void putBack(FileSystem files, Path old, Path path, Exception cause) throws IOException {
        try {
            rename(files, old, path);
        } catch (IOException | RuntimeException e) {
            IOException failure = new IOException(
                    "could not write " + path + ", nor put back what it held, which now lies in " + old
                            + "; move it back by hand",
                    cause);
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static void rename(FileSystem files, Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("could not rename " + from + " to " + to);
        }
    }
}
