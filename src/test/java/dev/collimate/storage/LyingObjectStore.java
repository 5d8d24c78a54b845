package dev.collimate.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/** Local files as a bad object store has them: a file is there as a whole once it is closed, and nothing is renamed. */
class LyingObjectStore extends LyingFileSystem {
    LyingObjectStore(java.nio.file.Path root, Trouble trouble, int change) throws IOException {
        super(root, trouble, change);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        if (!overwrite && exists(path)) {
            throw new IOException(path + " exists");
        }
        return new FSDataOutputStream(new Put(path), null);
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("a rename copies, file by file");
    }

    private final class Put extends ByteArrayOutputStream {
        private final Path path;
        private boolean closed;

        Put(Path path) {
            this.path = path;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            boolean lost = change();
            java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
            java.nio.file.Files.createDirectories(local.getParent());
            java.nio.file.Files.write(local, toByteArray());
            if (lost) {
                throw new IOException("the answer was lost");
            }
        }
    }
}
