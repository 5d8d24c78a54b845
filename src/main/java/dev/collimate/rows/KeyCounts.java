package dev.collimate.rows;

import java.io.Serializable;

/**
 * How the keys of two tables meet; each key counts once, rows without a key each.
 *
 * @param matched keys of both
 * @param onlyInInput keys of the table of inputs alone
 * @param onlyInLabelInput keys of the table of actual vectors alone
 * @param repeatedInInput keys of more than one row
 * @param repeatedInLabelInput keys of more than one row
 * @param nullInInput rows of which a key column is null
 * @param nullInLabelInput rows of which a key column is null
 */
public record KeyCounts(
        long matched,
        long onlyInInput,
        long onlyInLabelInput,
        long repeatedInInput,
        long repeatedInLabelInput,
        long nullInInput,
        long nullInLabelInput)
        implements Serializable {
    /** Those of other keys and of these. */
    KeyCounts plus(KeyCounts other) {
        return new KeyCounts(
                matched + other.matched,
                onlyInInput + other.onlyInInput,
                onlyInLabelInput + other.onlyInLabelInput,
                repeatedInInput + other.repeatedInInput,
                repeatedInLabelInput + other.repeatedInLabelInput,
                nullInInput + other.nullInInput,
                nullInLabelInput + other.nullInLabelInput);
    }
}
