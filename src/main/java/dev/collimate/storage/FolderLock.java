package dev.collimate.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One writer a folder: a file that is created where there is none, names its owner, and is written anew every few seconds
 * while the owner lives. A process that no longer runs on this machine loses it at once; one elsewhere when its file has
 * not changed for a while, which needs no two clocks to agree.
 */
final class FolderLock implements AutoCloseable {
    private static final String NAME = "lock";
    private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

    private final FileSystem files;
    private final Path path;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "lock of a folder");
        thread.setDaemon(true);
        return thread;
    });
    private LockOwner owner;
    private boolean lost;

    /**
     * How long things take.
     *
     * @param beat between two signs of life
     * @param patience without one, after which an owner elsewhere counts as dead
     */
    record Times(Duration beat, Duration patience) {
        static final Times USUAL = new Times(Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    private FolderLock(FileSystem files, Path path, LockOwner owner) {
        this.files = files;
        this.path = path;
        this.owner = owner;
    }

    /**
     * Takes the lock of {@code folder}, which is made if need be.
     *
     * @param told hears why this takes a while
     * @throws IOException if a process that lives has it, naming it
     */
    static FolderLock take(FileSystem files, Path folder, Times times, Consumer<String> told) throws IOException {
        files.mkdirs(folder);
        FolderLock lock = new FolderLock(files, new Path(folder, NAME), LockOwner.here());
        while (!lock.create()) {
            lock.awaitDeath(times, told);
        }
        long beat = times.beat().toMillis();
        lock.heart.scheduleWithFixedDelay(lock::beat, beat, beat, TimeUnit.MILLISECONDS);
        return lock;
    }

    /** False if there is one. */
    private boolean create() throws IOException {
        try (OutputStream out = exclusive()) {
            out.write(owner.toBytes());
        } catch (IOException e) {
            if (files.exists(path)) {
                return false;
            }
            throw e;
        }
        return true;
    }

    /** Hadoop's local file system looks first and creates then. */
    private OutputStream exclusive() throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            return Files.newOutputStream(
                    java.nio.file.Path.of(path.toUri().getPath()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        }
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path);
        builder.overwrite(false);
        builder.opt(CONDITIONAL, true);
        return builder.build();
    }

    /** Returns once the lock is gone, or its owner is dead and it was taken away. */
    private void awaitDeath(Times times, Consumer<String> told) throws IOException {
        byte[] found = content();
        long seen = System.nanoTime();
        boolean waits = false;
        while (found != null) {
            LockOwner other = owner(found);
            if (other != null && other.isOf(owner)) {
                if (other.runsHere()) {
                    throw new IOException("it is in use by " + other.shown() + "; wait for that, or stop it");
                }
                break;
            }
            if (!waits) {
                told.accept("waiting up to " + times.patience().toSeconds() + " s for a sign of life of "
                        + (other == null
                                ? "who locked " + Redaction.of(path.getParent().toString())
                                : other.shown()));
                waits = true;
            }
            pause(times.beat().dividedBy(4));
            byte[] now = content();
            if (now != null && !Arrays.equals(now, found) && other != null) {
                throw new IOException("it is in use by " + other.shown() + "; wait for that, or stop it");
            }
            if (!Arrays.equals(now, found)) {
                found = now;
                seen = System.nanoTime();
            } else if (System.nanoTime() - seen > times.patience().toNanos()) {
                break;
            }
        }
        if (found != null && Arrays.equals(found, content())) {
            files.delete(path, false);
        }
    }

    private static void pause(Duration length) throws IOException {
        try {
            Thread.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a lock");
        }
    }

    /** Null where there is no lock. */
    private byte[] content() throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            try {
                return Files.readAllBytes(java.nio.file.Path.of(path.toUri().getPath()));
            } catch (java.nio.file.NoSuchFileException e) {
                return null;
            }
        }
        try (InputStream in = files.open(path)) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    /** Null where the lock is being written, or is no lock. */
    private static LockOwner owner(byte[] content) {
        try {
            return LockOwner.parse(content);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Checks that the lock is still this one's, which it is not where this process slept longer than others had patience.
     *
     * @throws IOException if another process took it
     */
    synchronized void requireHeld() throws IOException {
        lost |= !isOwn();
        if (lost) {
            throw new IOException("another process took its lock, as this one gave no sign of life");
        }
    }

    private synchronized void beat() {
        try {
            if (isOwn()) {
                owner = owner.beat();
                rewrite(owner.toBytes());
            } else {
                lost = true;
            }
        } catch (IOException | RuntimeException | FSError e) {
            // A sign of life that fails is missed; the next may not.
            return;
        }
    }

    private void rewrite(byte[] content) throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            Files.write(
                    java.nio.file.Path.of(path.toUri().getPath()),
                    content,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            return;
        }
        try (OutputStream out = files.create(path, true)) {
            out.write(content);
        }
    }

    private boolean isOwn() throws IOException {
        byte[] content = content();
        LockOwner found = content == null ? null : owner(content);
        return found != null && found.id().equals(owner.id());
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        heart.shutdownNow();
        synchronized (this) {
            try {
                if (isOwn()) {
                    files.delete(path, false);
                }
            } catch (IOException | RuntimeException | FSError e) {
                // The owner ends, so what is left is that of a dead one.
                return;
            }
        }
    }
}
