package dev.collimate.storage;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of one fit in a directory of checkpoints, which holds one for each fit. */
public final class CheckpointFolder implements AutoCloseable {
    private static final String PREFIX = "fit-";
    private static final Pattern FIT = Pattern.compile(PREFIX + "[0-9a-f]{16}");

    private final Path folder;
    private final FolderLock lock;
    private final Generations generations;

    private CheckpointFolder(Path folder, FolderLock lock, Generations generations) {
        this.folder = folder;
        this.lock = lock;
        this.generations = generations;
    }

    /**
     * Checks, before any work, that {@code directory} is, or can become, a directory of checkpoints.
     *
     * @throws IOException in one line if it holds something else, or nothing can be made in it
     */
    public static void require(String directory, Configuration configuration) throws IOException {
        Destination destination = Destination.of(directory, configuration);
        destination.requireDirectoryIfThere();
        FileSystem files = destination.files();
        if (files.exists(destination.path())) {
            for (FileStatus entry : files.listStatus(destination.path())) {
                String name = entry.getPath().getName();
                if (!FIT.matcher(name).matches() && !StagingName.isOne(name)) {
                    throw new IOException(destination.shown() + " holds " + name
                            + ", which is no checkpoint; name a directory for checkpoints alone");
                }
            }
        }
        destination.requireCreatable(true);
    }

    /**
     * Opens the folder for one writer, which this is until it is closed.
     *
     * @param fingerprint of the fit, 16 hexadecimal digits
     * @param told hears why this takes a while
     * @throws IOException if another process writes it, naming that
     */
    public static CheckpointFolder open(
            String directory, String fingerprint, Configuration configuration, Consumer<String> told)
            throws IOException {
        Destination destination = Destination.of(directory, configuration);
        FileSystem files = destination.files();
        Path folder = new Path(destination.path(), PREFIX + fingerprint);
        FolderLock lock = FolderLock.take(files, folder, LockTimes.USUAL, told);
        try {
            Listings.await(files, lock.path());
            return new CheckpointFolder(folder, lock, new Generations(files, folder));
        } catch (IOException | RuntimeException | FSError e) {
            lock.close();
            throw e;
        }
    }

    public Generations generations() {
        return generations;
    }

    /**
     * Writes the next generation.
     *
     * @throws IOException if that fails, or another process has the folder by now
     */
    public void write(Generations.Content content) throws IOException {
        lock.requireHeld();
        generations.write(content);
    }

    /** Its path, without secrets. */
    public String shown() {
        return Redaction.of(folder.toString());
    }

    @Override
    public void close() {
        lock.close();
    }
}
