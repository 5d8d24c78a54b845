package dev.collimate.tables;

import dev.collimate.storage.Redaction;

/** The columns of a data set, or of its files, are not what they must be. The message is one line for the user. */
public final class BadTableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public BadTableException(String message) {
        super(Redaction.of(message));
    }

    BadTableException(String message, Throwable cause) {
        super(Redaction.of(message), cause);
    }
}
