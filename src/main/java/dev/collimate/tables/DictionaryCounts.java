package dev.collimate.tables;

import dev.collimate.rows.KeyCounts;

/**
 * How the entries of a dictionary meet two tables.
 *
 * @param entries of the dictionary
 * @param missingInInput entries whose first word the table of inputs has not
 * @param missingInLabelInput entries whose second word the table of actual vectors has not
 * @param missingInBoth entries of which neither word is there, among those of both other counts
 */
public record DictionaryCounts(long entries, long missingInInput, long missingInLabelInput, long missingInBoth) {
    /** @param found how the entries met whose words are in the tables */
    static DictionaryCounts of(long entries, KeyCounts found) {
        long missingInBoth = entries - found.matched() - found.onlyInInput() - found.onlyInLabelInput();
        return new DictionaryCounts(
                entries, missingInBoth + found.onlyInLabelInput(), missingInBoth + found.onlyInInput(), missingInBoth);
    }
}
