package dev.collimate.data;

/** There are no rows at all, good or bad. */
public final class EmptyDataException extends BadDataException {
    private static final long serialVersionUID = 1L;

    EmptyDataException() {
        super("the data set is empty; at least one row is needed");
    }
}
