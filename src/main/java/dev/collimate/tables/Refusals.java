package dev.collimate.tables;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;

/** Files that may not be read, as each kind of file system says it. */
final class Refusals {
    private Refusals() {}

    /** What was refused to whom, in the file system's own words; empty for failures of other kinds. */
    static Optional<String> line(Throwable failure) {
        boolean refused = failure instanceof AccessControlException
                || failure instanceof AccessDeniedException
                || failure instanceof IOException
                        && failure.getMessage() != null
                        && failure.getMessage().contains("(Permission denied)");
        return refused
                ? Optional.of("permission denied: " + Throwables.firstLine(failure.getMessage()))
                : Optional.empty();
    }
}
