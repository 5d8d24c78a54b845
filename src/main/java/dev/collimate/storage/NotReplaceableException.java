package dev.collimate.storage;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** An overwrite would take away what neither this program nor Spark wrote. */
public final class NotReplaceableException extends IOException {
    private static final long serialVersionUID = 1L;

    NotReplaceableException(Path path, String reason, String remedy) {
        super(Redaction.of(path.toString()) + " " + reason + ", so that it is not overwritten; " + remedy);
    }
}
