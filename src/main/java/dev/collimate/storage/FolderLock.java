package dev.collimate.storage;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One at a time: a file that is created where there is none, names its owner, and is never changed. The owner gives
 * signs of life in another file, called by the id of the lock, so that one that comes when the lock was taken away is seen by
 * nobody. A process that no longer runs on this machine loses the lock at once; one elsewhere when it gave no sign for a
 * while, see {@link LockWatch}.
 */
final class FolderLock implements AutoCloseable {
    /** The name of the lock of a folder as a whole. */
    private static final String WHOLE = "lock";

    private final LockPlace place;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "lock of a folder");
        thread.setDaemon(true);
        return thread;
    });
    private LockOwner owner;
    private boolean lost;

    private FolderLock(LockPlace place, LockOwner owner) {
        this.place = place;
        this.owner = owner;
    }

    /**
     * Takes the lock of {@code folder} as a whole, see {@link #take(LockPlace, LockTimes, LockWatch.Clock, Consumer)}.
     *
     * @param told hears why this takes a while
     * @throws IOException if a process that lives has it, naming it
     */
    static FolderLock take(FileSystem files, Path folder, LockTimes times, Consumer<String> told) throws IOException {
        return take(new LockPlace(files, folder, WHOLE), times, LockWatch.Clock.SYSTEM, told);
    }

    /**
     * Takes a lock, whose folder is made if need be.
     *
     * @throws IOException if a process that lives has it, naming it
     */
    static FolderLock take(LockPlace place, LockTimes times, LockWatch.Clock clock, Consumer<String> told)
            throws IOException {
        place.files().mkdirs(place.folder());
        FolderLock lock = new FolderLock(place, LockOwner.here());
        WorkHere.begin(lock.owner.id());
        Undo.onFailure(
                () -> {
                    LockWatch watch = new LockWatch(place, lock.owner, times, clock, told);
                    while (!place.lock().create(lock.owner.text())) {
                        watch.awaitEnd();
                    }
                },
                () -> WorkHere.end(lock.owner.id()));
        lock.start(times);
        return lock;
    }

    private void start(LockTimes times) {
        place.deleteOtherBeats(owner);
        long beat = times.beat().toMillis();
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
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

    Path path() {
        return place.lock().path();
    }

    /** Gives a sign of life. */
    synchronized void beat() {
        try {
            lost |= !isOwn();
            if (lost) {
                place.beat(owner).delete();
            } else {
                owner = owner.beat();
                place.beat(owner).write(owner.text());
            }
        } catch (IOException | RuntimeException | FSError e) {
            // One that fails is missed; the next may not.
            return;
        }
    }

    private boolean isOwn() throws IOException {
        return LockWatch.owner(place.lock().read())
                .map(LockOwner::id)
                .filter(owner.id()::equals)
                .isPresent();
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        heart.shutdownNow();
        synchronized (this) {
            try {
                if (isOwn()) {
                    place.lock().delete();
                }
                place.beat(owner).delete();
            } catch (IOException | RuntimeException | FSError e) {
                // The owner ends, so what is left is that of a dead one.
                return;
            } finally {
                WorkHere.end(owner.id());
            }
        }
    }
}
