package dev.collimate.data;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Rows as documents that are searched: a block and what tells its rows apart.
 *
 * @param checked the rows, and what the checks found on the way
 * @param keys UTF-8, one a row; null where rows are known by their position alone
 * @param firstPosition of the block's first row: rows of a data set have positions that ascend in its order, and those of
 *     a block follow each other
 */
public record DocumentBlock(CheckedBlock checked, byte[][] keys, long firstPosition) implements Serializable {
    /** Bits of a position that count the rows of a partition; those above hold its number. */
    private static final int ROW_BITS = 40;

    /** The position of the first row of a partition. */
    public static long firstOfPartition(int partition) {
        return (long) partition << ROW_BITS;
    }

    /** The blocks of one partition, in order, as documents without keys. */
    public static Iterator<DocumentBlock> of(Iterator<CheckedBlock> blocks, int partition) {
        return new Iterator<>() {
            private long position = firstOfPartition(partition);

            @Override
            public boolean hasNext() {
                return blocks.hasNext();
            }

            @Override
            public DocumentBlock next() {
                CheckedBlock block = blocks.next();
                long first = position;
                position += block.block().rows();
                return new DocumentBlock(block, null, first);
            }
        };
    }

    /** The key of a row; null where rows have none. */
    public byte[] key(int row) {
        return keys == null ? null : keys[row];
    }

    public PairBlock pairs() {
        return checked.block();
    }
}
