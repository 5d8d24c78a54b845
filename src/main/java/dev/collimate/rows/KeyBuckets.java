package dev.collimate.rows;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * The hashes of a task's keys in arrays, each for one partition and side: a shuffle of them costs little more than their bytes,
 * where one of rows costs many times the reading of a key. Holds no more of them than {@link #MOST_BYTES}, or than few for each
 * partition.
 *
 * <p>Bucket 2 p + s has what partition p has to know of side s, the two halves of each hash. The two buckets behind those of the
 * partitions have, in arrays of one element, how many rows of either side have no key.
 */
final class KeyBuckets implements Iterator<Tuple2<Integer, long[]>> {
    private static final int MOST_BYTES = 8 << 20;
    private static final int LEAST_HASHES = 32;
    private static final int MOST_HASHES = 4096;

    private final Iterator<InternalRow> rows;
    private final int partitions;
    private final long[][] buckets;
    private final int[] filled;
    private final int capacity;
    private final long[] nulls = new long[2];
    private Tuple2<Integer, long[]> next;
    private int flushed;

    /** @param rows of side, whether they have a key, and both halves of its hash */
    KeyBuckets(Iterator<InternalRow> rows, int partitions) {
        this.rows = rows;
        this.partitions = partitions;
        this.buckets = new long[2 * partitions][];
        this.filled = new int[buckets.length];
        int hashes = MOST_BYTES / (2 * Long.BYTES) / buckets.length;
        this.capacity = 2 * Math.max(LEAST_HASHES, Math.min(MOST_HASHES, hashes));
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            take(rows.next());
        }
        while (next == null && flushed < buckets.length + nulls.length) {
            flush(flushed++);
        }
        return next != null;
    }

    private void take(InternalRow row) {
        int side = row.getInt(0);
        if (!row.getBoolean(1)) {
            nulls[side]++;
            return;
        }
        long first = row.getLong(2);
        // The upper half of these bits, as a fraction of 1, says which partition.
        int bucket = 2 * (int) ((first >>> Integer.SIZE) * partitions >>> Integer.SIZE) + side;
        if (buckets[bucket] == null) {
            buckets[bucket] = new long[capacity];
        }
        long[] hashes = buckets[bucket];
        hashes[filled[bucket]++] = first;
        hashes[filled[bucket]++] = row.getLong(3);
        if (filled[bucket] == capacity) {
            next = new Tuple2<>(bucket, hashes);
            buckets[bucket] = null;
            filled[bucket] = 0;
        }
    }

    private void flush(int bucket) {
        if (bucket >= buckets.length) {
            next = new Tuple2<>(bucket, new long[] {nulls[bucket - buckets.length]});
        } else if (filled[bucket] > 0) {
            next = new Tuple2<>(bucket, Arrays.copyOf(buckets[bucket], filled[bucket]));
            buckets[bucket] = null;
        }
    }

    @Override
    public Tuple2<Integer, long[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Tuple2<Integer, long[]> full = next;
        next = null;
        return full;
    }
}
