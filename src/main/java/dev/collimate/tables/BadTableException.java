package dev.collimate.tables;

import dev.collimate.storage.Redaction;
import java.util.Optional;

/** The columns of a data set, or of its files, are not what they must be. The message is one line for the user. */
public final class BadTableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public BadTableException(String message) {
        super(Redaction.of(message));
    }

    BadTableException(String message, Throwable cause) {
        super(Redaction.of(message), cause);
    }

    /** The one of these that a failure is, or was caused by. */
    static Optional<BadTableException> in(Throwable failure) {
        return Throwables.causes(failure).stream()
                .filter(BadTableException.class::isInstance)
                .map(BadTableException.class::cast)
                .findFirst();
    }
}
