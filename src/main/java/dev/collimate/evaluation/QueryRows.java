package dev.collimate.evaluation;

import dev.collimate.data.PairBlock;
import java.io.Serializable;

/**
 * The rows that ask.
 *
 * @param pairs their vectors, as floats
 * @param positions of the rows in their data set, ascending
 * @param keys UTF-8, one a row; null where rows have none
 * @param available rows that they were drawn from
 * @param unknown rows of which nothing is known, and which were not drawn from
 */
public record QueryRows(PairBlock pairs, long[] positions, byte[][] keys, long available, long unknown)
        implements Serializable {
    public int count() {
        return positions.length;
    }

    /** The key of a query; null where rows have none. */
    public byte[] key(int query) {
        return keys == null ? null : keys[query];
    }
}
