package dev.collimate.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files as a bad file system has them: its n-th change fails, or is the last one that happens, as when the process
 * is killed there; a file may be there with half of its bytes.
 */
class LyingFileSystem extends RawLocalFileSystem {
    /** How the change fails. */
    enum Trouble {
        /** Nothing happens, and the caller is told. */
        REFUSES,
        /** As the one before, and so is the next change, which may be the first of undoing. */
        REFUSES_TWICE,
        /** A file gets half of its bytes, all else happens, and the caller is told that it did not. */
        HALF_HAPPENS,
        /** From here on every change is refused, as where a disk is full. */
        STAYS_FULL,
        /** From here on nothing happens any more, as where the process is killed. */
        KILLED
    }

    /** The end of a process, which no program catches. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Trouble trouble;
    private int left;
    private String scheme = "file";

    /** @param change that fails, from 1 on; a large number for none */
    LyingFileSystem(java.nio.file.Path root, Trouble trouble, int change) throws IOException {
        this.trouble = trouble;
        this.left = change;
        initialize(URI.create("file:///"), new Configuration());
        setWorkingDirectory(new Path(root.toUri()));
    }

    /** The same under a scheme of its own, as what is at local paths is locked, and looked at, in other ways. */
    LyingFileSystem called(String name) {
        scheme = name;
        return this;
    }

    @Override
    public URI getUri() {
        return URI.create(scheme + ":///");
    }

    /** Whether the change came. */
    boolean struck() {
        return left <= 0;
    }

    /** Whether the change comes next. */
    boolean isNext() {
        return left == 1;
    }

    /** @return whether this change is to be left half done */
    boolean change() throws IOException {
        left--;
        if (left > 0) {
            return false;
        }
        boolean now = left == 0;
        switch (trouble) {
            case KILLED -> throw new Killed();
            case STAYS_FULL -> throw new IOException("No space left on device");
            case REFUSES, REFUSES_TWICE -> {
                if (now || trouble == Trouble.REFUSES_TWICE && left == -1) {
                    throw new IOException("refused");
                }
            }
            default -> {
                return now;
            }
        }
        return false;
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return create(path, overwrite, bufferSize, replication, blockSize, progress);
    }

    /** What builders of files call. */
    @Override
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return create(path, flags.contains(CreateFlag.OVERWRITE), bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        return written(super.create(path, overwrite, bufferSize, replication, blockSize, progress));
    }

    /** A file that keeps its bytes when it is closed, which is the change. */
    private FSDataOutputStream written(FSDataOutputStream file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new FSDataOutputStream(
                new OutputStream() {
                    private boolean closed;

                    @Override
                    public void write(int value) {
                        bytes.write(value);
                    }

                    @Override
                    public void write(byte[] values, int offset, int length) {
                        bytes.write(values, offset, length);
                    }

                    @Override
                    public void close() throws IOException {
                        if (closed) {
                            return;
                        }
                        closed = true;
                        try (file) {
                            boolean half;
                            try {
                                half = change();
                            } catch (IOException | Killed e) {
                                file.write(bytes.toByteArray(), 0, bytes.size() / 3);
                                throw e;
                            }
                            file.write(bytes.toByteArray(), 0, half ? bytes.size() / 2 : bytes.size());
                            if (half) {
                                throw new IOException("half written");
                            }
                        }
                    }
                },
                null);
    }

    /** Without Hadoop's native library each would be a process of its own; nothing here asks for them. */
    @Override
    public void setPermission(Path path, FsPermission permission) {
        // All files stay as they were made.
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return Arrays.stream(super.listStatus(path)).map(LyingFileSystem::plain).toArray(FileStatus[]::new);
    }

    /** One that asks nobody for owners and permissions, which it finds by local paths alone. */
    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                status.getReplication(),
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        boolean half = change();
        boolean renamed = super.rename(from, to);
        if (half) {
            throw new IOException("the answer was lost");
        }
        return renamed;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (!exists(path)) {
            return false;
        }
        boolean half = change();
        FileStatus status = getFileStatus(path);
        if (half && status.isDirectory() && listStatus(path).length > 0) {
            super.delete(listStatus(path)[0].getPath(), true);
            throw new IOException("half deleted");
        }
        return super.delete(path, recursive);
    }
}
