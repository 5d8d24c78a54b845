package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;

/** A bad file system that Spark finds by a scheme: the tasks and the driver of a session in one JVM count changes together. */
public final class SparkOnLies {
    /** Changes until one is refused, of the test that runs. */
    private static final AtomicInteger LEFT = new AtomicInteger();

    private static final int NONE = 1 << 20;

    private SparkOnLies() {}

    /** Lets the n-th change from now on be refused; 0 for none. */
    public static void refuse(int change) {
        LEFT.set(change == 0 ? NONE : change);
    }

    /** Whether it was. */
    public static boolean refused() {
        return LEFT.get() <= 0;
    }

    private static boolean counted() throws IOException {
        if (LEFT.decrementAndGet() == 0) {
            throw new IOException("refused");
        }
        return false;
    }

    private static java.nio.file.Path root() {
        return java.nio.file.Path.of("/");
    }

    /** Directories are renamed in one step. */
    public static final class Disk extends LyingFileSystem {
        public Disk() throws IOException {
            super(root(), Trouble.REFUSES, NONE);
            called("lyingdisk");
        }

        @Override
        boolean change() throws IOException {
            return counted();
        }
    }

    /** A rename copies, though Spark's own work has its directories renamed. */
    public static final class Store extends CopyingObjectStore {
        public Store() throws IOException {
            super(root(), Trouble.REFUSES, NONE);
            called("lyingstore");
        }

        @Override
        boolean change() throws IOException {
            return counted();
        }

        @Override
        public boolean rename(Path from, Path to) {
            java.nio.file.Path source = java.nio.file.Path.of(from.toUri().getPath());
            if (!Files.isDirectory(source)) {
                return super.rename(from, to);
            }
            try {
                counted();
                Files.move(source, java.nio.file.Path.of(to.toUri().getPath()));
                return true;
            } catch (IOException e) {
                throw CopyingObjectStore.<RuntimeException>sneaky(e);
            }
        }
    }
}
