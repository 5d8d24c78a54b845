package dev.collimate.data;

import dev.collimate.math.Precision;
import java.io.Serializable;

/**
 * How rows become blocks.
 *
 * @param rows of a block, at most
 * @param precision of its numbers
 * @param skipZeroInputs whether a row whose input is all zeros is left out; such rows are counted either way
 */
public record BlockRules(int rows, Precision precision, boolean skipZeroInputs) implements Serializable {
    public BlockRules {
        if (rows < 1) {
            throw new IllegalArgumentException("a block must have at least 1 row, but was " + rows);
        }
    }
}
