package dev.collimate.tables;

import java.util.Locale;

/** What happens where rows of one table have the same key. */
public enum DuplicateKeys {
    /** The job ends, with their number. */
    ERROR,
    /** The first row counts, in the order of file name and position. */
    FIRST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
