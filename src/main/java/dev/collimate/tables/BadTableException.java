package dev.collimate.tables;

import dev.collimate.data.Message;
import dev.collimate.storage.Redaction;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A data set cannot be read or written as it is asked for: its columns, or its files, are not what they must be. The message
 * is one line for the user.
 */
public final class BadTableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Message said;

    public BadTableException(String message) {
        this(Message.plain(message));
    }

    BadTableException(String message, Throwable cause) {
        this(Message.plain(message), cause);
    }

    BadTableException(Message said) {
        this(said, null);
    }

    BadTableException(Message said, Throwable cause) {
        super(Redaction.of(said.toString()), cause);
        this.said = said;
    }

    /** The message, to tell with parameters under other names. */
    Message said() {
        return said;
    }

    /** The same, in the names that {@code naming} gives. */
    BadTableException under(UnaryOperator<String> naming) {
        return new BadTableException(said.under(naming), this);
    }

    /** The one of these that a failure is, or was caused by. */
    static Optional<BadTableException> in(Throwable failure) {
        return Throwables.causes(failure).stream()
                .filter(BadTableException.class::isInstance)
                .map(BadTableException.class::cast)
                .findFirst();
    }
}
