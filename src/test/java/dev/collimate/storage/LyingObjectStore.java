package dev.collimate.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.Progressable;

/** Local files as a bad object store has them: a file is there as a whole once it is closed, and nothing is renamed. */
class LyingObjectStore extends LyingFileSystem {
    private LateListings listings = new LateListings(0);

    LyingObjectStore(java.nio.file.Path root, Trouble trouble, int change) throws IOException {
        super(root, trouble, change);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        return new FSDataOutputStream(new Put(path, overwrite), null);
    }

    /** The same with listings that are late, which it shares with whoever else uses the store. */
    LyingObjectStore listedBy(LateListings late) {
        listings = late;
        return this;
    }

    LateListings listings() {
        return listings;
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return listings.shown(path, super.listStatus(path));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        FileStatus status = exists(path) ? getFileStatus(path) : null;
        boolean deleted = super.delete(path, recursive);
        if (deleted) {
            listings.deleted(status);
        }
        return deleted;
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("a rename copies, file by file");
    }

    private final class Put extends ByteArrayOutputStream {
        private final Path path;
        private final boolean overwrite;
        private boolean closed;

        Put(Path path, boolean overwrite) {
            this.path = path;
            this.overwrite = overwrite;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            boolean lost = change();
            put();
            if (lost) {
                throw new IOException("the answer was lost");
            }
        }

        /** No other process ever sees a part of it. */
        private void put() throws IOException {
            java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
            Files.createDirectories(local.getParent());
            java.nio.file.Path whole = Files.createTempFile("put", null);
            try {
                Files.write(whole, toByteArray());
                listings.written(path, Files.notExists(local));
                if (overwrite) {
                    Files.move(whole, local, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    Files.createLink(local, whole);
                }
            } finally {
                Files.deleteIfExists(whole);
            }
        }
    }
}
