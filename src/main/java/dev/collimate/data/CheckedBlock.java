package dev.collimate.data;

import java.io.Serializable;

/**
 * A block and what the checks found on the rows that were read for it. The last block of a partition may have no rows.
 *
 * @param checksum of the numbers in {@code block}
 */
public record CheckedBlock(PairBlock block, RowChecks checks, long checksum) implements Serializable {
    public CheckedBlock(PairBlock block, RowChecks checks) {
        this(block, checks, BlockChecksum.of(block));
    }
}
