package dev.collimate.distributed;

import dev.collimate.data.BlockChecksum;
import dev.collimate.data.ChangedRowsException;
import dev.collimate.data.CheckedBlock;
import java.io.Serializable;
import java.util.Iterator;

/**
 * Notices, on executors, that the blocks of a partition are not those that were read first: blocks that were lost are read
 * again, and the input may have changed in between.
 *
 * @param checksums of each partition's blocks
 */
record SameRows(long[] checksums) implements Serializable {
    /**
     * The same blocks, which must be taken to their end.
     *
     * @return an iterator that fails after the last block with a {@link ChangedRowsException} if they are others
     */
    Iterator<CheckedBlock> of(int partition, Iterator<CheckedBlock> blocks) {
        long expected = checksums[partition];
        BlockChecksum found = new BlockChecksum();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = blocks.hasNext();
                if (!more && found.value() != expected) {
                    throw new ChangedRowsException("the input changed during the fit: the rows of partition "
                            + partition + ", counted from 0, had to be read again and are others than before");
                }
                return more;
            }

            @Override
            public CheckedBlock next() {
                CheckedBlock next = blocks.next();
                found.add(next.checksum());
                return next;
            }
        };
    }
}
