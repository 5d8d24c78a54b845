package dev.collimate.storage;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/** A directory of unfinished work, which is gone when the work ends, whichever way. */
final class Staging {
    private Staging() {}

    /** What is done with the directory. */
    interface Work {
        void run(Path staging) throws IOException;
    }

    /**
     * Runs {@code work} and takes the directory away, with all that lies beside it. A failure to do so does not hide that
     * of the work, nor does it undo work that is done.
     *
     * @param owner which this process has
     * @param purpose of the directory
     * @param needed bytes of the whole; not above 0 if unknown
     */
    static void run(Destination destination, StagingOwner owner, String purpose, long needed, Work work)
            throws IOException {
        run(destination, owner.path(purpose), needed, work, owner::deleteUnfinished);
        owner.finish(destination.shown());
    }

    /** As the other, where more than the owner's is to go if the work fails, by {@code undo}, and nothing if it does not. */
    static void run(Destination destination, Path staging, long needed, Work work, Undo.Step<IOException> undo)
            throws IOException {
        Undo.onFailure(
                () -> {
                    try {
                        work.run(staging);
                    } catch (Exception | FSError e) {
                        // Spark's may be checked, though no signature tells of them.
                        Optional<IOException> full = WriteFailure.ofSpace(e, destination, staging, needed);
                        if (full.isPresent()) {
                            throw full.get();
                        }
                        // Local disks of Hadoop throw an Error for any failure of theirs.
                        if (e instanceof FSError) {
                            throw new IOException(
                                    "cannot write " + destination.shown() + ": " + Redaction.of(e.getMessage()), e);
                        }
                        throw e;
                    }
                },
                undo);
    }
}
