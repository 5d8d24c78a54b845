package dev.collimate.storage;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Why a directory could not be written, in one line. */
final class WriteFailure {
    private static final double MEGABYTE = 1e6;

    private WriteFailure() {}

    /**
     * A failure for which a full disk or quota is to blame; empty for others.
     *
     * @param staging what was written so far, which still exists
     * @param needed bytes of the whole; not above 0 if unknown
     */
    static Optional<IOException> ofSpace(Throwable failure, Destination destination, Path staging, long needed) {
        Optional<String> cause = Stream.iterate(failure, next -> next != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null)
                .map(WriteFailure::spaceReason)
                .flatMap(Optional::stream)
                .findFirst();
        return cause.map(reason -> new IOException(
                "cannot write " + destination.shown() + ": " + reason + " after "
                        + megabytes(written(destination.files(), staging))
                        + (needed > 0 ? " of " + megabytes(needed) : "") + ", with "
                        + megabytes(free(destination.files(), staging)) + " free; make room or choose another path",
                failure));
    }

    private static Optional<String> spaceReason(String message) {
        return Stream.of("No space left on device", "Disk quota exceeded", "quota of")
                .filter(message::contains)
                .findFirst()
                .map(found -> found.equals("quota of") ? "Disk quota exceeded" : found);
    }

    private static long written(FileSystem files, Path staging) {
        try {
            return files.getContentSummary(staging).getLength();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    private static long free(FileSystem files, Path staging) {
        try {
            return files.getStatus(staging.getParent()).getRemaining();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }
}
