package dev.collimate.tables;

import java.util.List;

/**
 * By what the rows of two tables become pairs.
 *
 * @param input key columns of the table of inputs, at least one
 * @param label key columns of the table of actual vectors, as many
 * @param duplicates what happens where a key is there more than once
 * @param complete whether each key must be in both tables, as positions in files that belong together are
 */
public record KeySettings(
        List<SelectedColumn> input, List<SelectedColumn> label, DuplicateKeys duplicates, boolean complete) {
    public KeySettings {
        input = List.copyOf(input);
        label = List.copyOf(label);
        if (input.isEmpty() || input.size() != label.size()) {
            throw new BadTableException("the tables must have as many key columns each, at least one, but were given "
                    + input.size() + " and " + label.size());
        }
    }
}
