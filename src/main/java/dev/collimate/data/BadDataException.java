package dev.collimate.data;

/**
 * The data cannot be used as it is. The message is one line for the user and holds no data values. An illegal argument, as
 * PySpark shows those in a line, but all others as a trace of Java.
 */
public class BadDataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public BadDataException(String message) {
        super(message);
    }

    public BadDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
