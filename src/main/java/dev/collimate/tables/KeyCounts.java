package dev.collimate.tables;

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
        long nullInLabelInput) {}
