package dev.collimate.data;

/** Rows that were read once more are not those that were read before. */
public final class ChangedRowsException extends BadDataException {
    private static final long serialVersionUID = 1L;

    public ChangedRowsException(String message) {
        super(message);
    }
}
