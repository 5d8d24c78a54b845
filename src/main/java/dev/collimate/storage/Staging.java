package dev.collimate.storage;

import java.io.IOException;
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
     * of the work.
     *
     * @param owner which this process has
     * @param purpose of the directory
     * @param needed bytes of the whole; not above 0 if unknown
     * @param replaces whether there was something at the destination before
     */
    static void run(
            Destination destination, StagingOwner owner, String purpose, long needed, boolean replaces, Work work)
            throws IOException {
        Path staging = owner.path(purpose);
        try {
            work.run(staging);
        } catch (Throwable e) {
            // Spark throws checked exceptions that no signature tells of, and memory may have run out.
            IOException full = WriteFailure.ofSpace(e, destination, staging, needed, replaces)
                    .orElse(null);
            Throwable failure = full == null ? e : full;
            try {
                owner.deleteUnfinished();
            } catch (IOException | RuntimeException | FSError second) {
                failure.addSuppressed(second);
            }
            if (full != null) {
                throw full;
            }
            // Local disks of Hadoop throw an Error for any failure of theirs.
            if (e instanceof FSError) {
                throw new IOException("cannot write " + destination.shown() + ": " + Redaction.of(e.getMessage()), e);
            }
            throw e;
        }
        owner.deleteUnfinished();
    }
}
