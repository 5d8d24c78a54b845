package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;

/** A bad object store that renames a file by copying it, as connectors do, and no directory. */
final class CopyingObjectStore extends LyingObjectStore {
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
            Files.copy(source, target);
            if (half) {
                throw new IOException("the copy was not deleted");
            }
            // The process may end here as well.
            change();
            Files.delete(source);
            return true;
        } catch (IOException e) {
            throw sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E sneaky(Exception failure) throws E {
        throw (E) failure;
    }
}
