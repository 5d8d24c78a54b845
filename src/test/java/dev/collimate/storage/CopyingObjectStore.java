package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** A bad object store that renames a file by copying it, as connectors do, and no directory. */
class CopyingObjectStore extends LyingObjectStore {
    CopyingObjectStore(java.nio.file.Path root, Trouble trouble, int change) throws IOException {
        super(root, trouble, change);
    }

    @Override
    public boolean rename(Path from, Path to) {
        java.nio.file.Path source = java.nio.file.Path.of(from.toUri().getPath());
        java.nio.file.Path target = java.nio.file.Path.of(to.toUri().getPath());
        if (Files.isDirectory(source)) {
            return super.rename(from, to);
        }
        try {
            boolean half = change();
            FileStatus status = getFileStatus(from);
            listings().written(to, true);
            Files.copy(source, target);
            if (half) {
                throw new IOException("the copy was not deleted");
            }
            // The process may end here as well.
            change();
            Files.delete(source);
            listings().deleted(status);
            return true;
        } catch (IOException e) {
            throw sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    static <E extends Exception> E sneaky(Exception failure) throws E {
        throw (E) failure;
    }
}
