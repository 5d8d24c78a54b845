package dev.collimate.math;

/**
 * A random permutation of 0 to size - 1 as a pure function of a seed: no table, any image at once. A Feistel network of
 * four rounds over the next power of four, walked until it lands inside (Black and Rogaway, "Ciphers with arbitrary
 * finite domains", 2002).
 */
public final class HashPermutation {
    private static final int ROUNDS = 4;

    private final long seed;
    private final long size;
    private final int halfBits;

    /** @param size from 1 to 2^40 */
    public HashPermutation(long seed, long size) {
        if (size < 1 || size > 1L << 40) {
            throw new IllegalArgumentException("size must be in [1, 2^40], but was " + size);
        }
        this.seed = seed;
        this.size = size;
        this.halfBits = Math.max(1, (64 - Long.numberOfLeadingZeros(size - 1) + 1) / 2);
    }

    /** The image of {@code index}, which must be in [0, size). */
    public long image(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index must be in [0, " + size + "), but was " + index);
        }
        long image = index;
        do {
            image = shuffle(image);
        } while (image >= size);
        return image;
    }

    private long shuffle(long value) {
        long mask = (1L << halfBits) - 1;
        long left = value >>> halfBits;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (HashRandom.bits(seed + round, right) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }
}
