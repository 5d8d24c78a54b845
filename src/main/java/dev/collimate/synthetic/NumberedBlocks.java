package dev.collimate.synthetic;

import dev.collimate.data.CheckedBlock;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Rows that are made from their numbers, block by block: one of several runs of nearly equal length, in order. */
final class NumberedBlocks implements Iterator<CheckedBlock> {
    private final Maker maker;
    private final int blockRows;
    private final long until;
    private long row;

    /** Makes a block of {@code size} rows from row {@code firstRow} on. */
    interface Maker {
        CheckedBlock block(long firstRow, int size);
    }

    /** The rows of run {@code partition} of {@code partitions} runs of {@code rows} rows. */
    NumberedBlocks(Maker maker, int blockRows, int partition, int partitions, long rows) {
        this.maker = maker;
        this.blockRows = blockRows;
        this.row = start(partition, partitions, rows);
        this.until = start(partition + 1, partitions, rows);
    }

    /** The first row of run {@code partition}. */
    static long start(int partition, int partitions, long rows) {
        return Math.multiplyExact(rows, (long) partition) / partitions;
    }

    @Override
    public boolean hasNext() {
        return row < until;
    }

    @Override
    public CheckedBlock next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int size = (int) Math.min(blockRows, until - row);
        CheckedBlock block = maker.block(row, size);
        row += size;
        return block;
    }
}
