package dev.collimate.rows;

/**
 * How often keys are there on either side, none, once or more often: an open-addressing table of their 128-bit hashes, of 17 bytes
 * a slot and at most two thirds full. One thread's working memory; holds as many as 350 million keys.
 */
final class KeyTable {
    private static final int FIRST_SLOTS = 1 << 10;

    /** Two bits a side: 0 rows, 1, or 2 for more. */
    private static final int SIDE_BITS = 2;

    private static final int MASK = 3;

    /** Of which twice as many are a power of 2 whose hashes still fit an array. */
    private static final int MOST_SLOTS = 1 << 28;

    private long[] hashes = new long[2 * FIRST_SLOTS];
    private byte[] rows = new byte[FIRST_SLOTS];
    private int keys;

    /**
     * Takes in one row.
     *
     * @param side 0 for the input, 1 for the label input
     * @param first one half of the hash; the other is what the place in the table follows from
     */
    void add(int side, long first, long second) {
        int slot = slot(first, second);
        if (rows[slot] == 0) {
            if (3L * (keys + 1) > 2L * rows.length) {
                grow();
                slot = slot(first, second);
            }
            keys++;
            hashes[2 * slot] = first;
            hashes[2 * slot + 1] = second;
        }
        if (many(rows[slot], side) < 2) {
            rows[slot] += (byte) (1 << SIDE_BITS * side);
        }
    }

    /** The slot of a key, or the empty one that it belongs into. */
    private int slot(long first, long second) {
        int last = rows.length - 1;
        int slot = (int) second & last;
        while (rows[slot] != 0 && (hashes[2 * slot] != first || hashes[2 * slot + 1] != second)) {
            slot = slot + 1 & last;
        }
        return slot;
    }

    private void grow() {
        if (rows.length > MOST_SLOTS) {
            throw new IllegalStateException(
                    "a task has more than " + keys
                            + " keys to count, which is all that it can; join the two tables before, and name the result as one");
        }
        long[] oldHashes = hashes;
        byte[] oldRows = rows;
        hashes = new long[2 * oldHashes.length];
        rows = new byte[2 * oldRows.length];
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != 0) {
                int slot = slot(oldHashes[2 * i], oldHashes[2 * i + 1]);
                System.arraycopy(oldHashes, 2 * i, hashes, 2 * slot, 2);
                rows[slot] = oldRows[i];
            }
        }
    }

    /**
     * What was taken in.
     *
     * @param nulls rows without a key, of both sides
     */
    KeyCounts counts(long[] nulls) {
        long[] alike = new long[1 << 2 * SIDE_BITS];
        for (byte slot : rows) {
            alike[slot]++;
        }
        long matched = 0;
        long[] only = new long[2];
        long[] repeated = new long[2];
        for (int kind = 1; kind < alike.length; kind++) {
            matched += many(kind, 0) > 0 && many(kind, 1) > 0 ? alike[kind] : 0;
            for (int side = 0; side < 2; side++) {
                only[side] += many(kind, 1 - side) == 0 ? alike[kind] : 0;
                repeated[side] += many(kind, side) > 1 ? alike[kind] : 0;
            }
        }
        return new KeyCounts(matched, only[0], only[1], repeated[0], repeated[1], nulls[0], nulls[1]);
    }

    private static int many(int kind, int side) {
        return kind >> SIDE_BITS * side & MASK;
    }
}
