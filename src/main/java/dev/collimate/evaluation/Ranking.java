package dev.collimate.evaluation;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Documents in the order in which a search found them, the best first.
 *
 * @param scores cosines, descending
 * @param positions of the documents; no two are equal
 * @param keys of the documents, UTF-8; null where they have none
 */
public record Ranking(double[] scores, long[] positions, byte[][] keys) implements Serializable {
    public int size() {
        return positions.length;
    }

    /** Where the document with {@code key}, or without keys at {@code position}, stands, from 0 on; -1 if it is not here. */
    int indexOf(long position, byte[] key) {
        for (int i = 0; i < positions.length; i++) {
            if (keys == null ? positions[i] == position : Arrays.equals(keys[i], key)) {
                return i;
            }
        }
        return -1;
    }

    /** This without the document at {@code index}; this itself if that is -1. */
    Ranking without(int index) {
        if (index < 0) {
            return this;
        }
        int left = positions.length - 1;
        double[] otherScores = new double[left];
        long[] otherPositions = new long[left];
        byte[][] otherKeys = keys == null ? null : new byte[left][];
        for (int i = 0; i < left; i++) {
            int from = i < index ? i : i + 1;
            otherScores[i] = scores[from];
            otherPositions[i] = positions[from];
            if (keys != null) {
                otherKeys[i] = keys[from];
            }
        }
        return new Ranking(otherScores, otherPositions, otherKeys);
    }

    /** The first {@code count} documents, or all if there are fewer. */
    public Ranking first(int count) {
        int kept = Math.min(count, size());
        return new Ranking(
                Arrays.copyOf(scores, kept),
                Arrays.copyOf(positions, kept),
                keys == null ? null : Arrays.copyOf(keys, kept));
    }
}
