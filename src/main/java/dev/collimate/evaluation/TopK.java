package dev.collimate.evaluation;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The best documents of each query among those offered so far, at most so many a query: a heap each, the worst at its
 * root. Which are kept depends on the documents alone and not on the order in which they come: a higher score goes first;
 * of equal scores the greater key in the order of bytes, as trec_eval has it; without keys the lower position. So parts
 * may be merged in any order. Not safe for several threads.
 */
public final class TopK implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int depth;
    private final int[] sizes;
    private final double[] scores;
    private final long[] positions;
    private final byte[][] keys;

    /**
     * @param depth documents to keep of each query, at least 1
     * @param keyed whether documents have keys
     */
    public TopK(int queries, int depth, boolean keyed) {
        int slots = Math.multiplyExact(queries, depth);
        this.depth = depth;
        this.sizes = new int[queries];
        this.scores = new double[slots];
        this.positions = new long[slots];
        this.keys = keyed ? new byte[slots][] : null;
    }

    public int queries() {
        return sizes.length;
    }

    /** What a score must reach for its document to be kept; negative infinity while there is room. */
    double floor(int query) {
        return sizes[query] < depth ? Double.NEGATIVE_INFINITY : scores[query * depth];
    }

    /**
     * Keeps a document, which must not have been offered before, if it is among the best.
     *
     * @param key null where documents have none
     */
    void offer(int query, double score, long position, byte[] key) {
        int root = query * depth;
        if (sizes[query] < depth) {
            int at = sizes[query]++;
            set(root + at, score, position, key);
            siftUp(root, at);
        } else if (isWorse(root, score, position, key)) {
            set(root, score, position, key);
            siftDown(root, sizes[query]);
        }
    }

    /** Adds the documents of {@code other}, which has as many queries and others' documents, to this and returns this. */
    public TopK merge(TopK other) {
        if (other.sizes.length != sizes.length || other.depth != depth || (other.keys == null) != (keys == null)) {
            throw new IllegalArgumentException("cannot merge the best " + other.depth + " of " + other.sizes.length
                    + " queries into the best " + depth + " of " + sizes.length);
        }
        for (int query = 0; query < sizes.length; query++) {
            for (int i = query * depth; i < query * depth + other.sizes[query]; i++) {
                offer(query, other.scores[i], other.positions[i], other.keys == null ? null : other.keys[i]);
            }
        }
        return this;
    }

    /** A copy of the heaps of the queries {@code from} to {@code until} (exclusive) of every {@code stride} queries. */
    public TopK slice(int from, int until, int stride) {
        int groups = sizes.length / stride;
        int width = until - from;
        TopK slice = new TopK(groups * width, depth, keys != null);
        for (int group = 0; group < groups; group++) {
            int source = group * stride + from;
            int target = group * width;
            System.arraycopy(sizes, source, slice.sizes, target, width);
            System.arraycopy(scores, source * depth, slice.scores, target * depth, width * depth);
            System.arraycopy(positions, source * depth, slice.positions, target * depth, width * depth);
            if (keys != null) {
                System.arraycopy(keys, source * depth, slice.keys, target * depth, width * depth);
            }
        }
        return slice;
    }

    /** The documents of a query, the best first. */
    public Ranking ranking(int query) {
        int root = query * depth;
        Integer[] order = new Integer[sizes[query]];
        Arrays.setAll(order, i -> root + i);
        Arrays.sort(order, (a, b) -> isWorse(a, b) ? 1 : -1);
        double[] sortedScores = new double[order.length];
        long[] sortedPositions = new long[order.length];
        byte[][] sortedKeys = keys == null ? null : new byte[order.length][];
        for (int i = 0; i < order.length; i++) {
            sortedScores[i] = scores[order[i]];
            sortedPositions[i] = positions[order[i]];
            if (keys != null) {
                sortedKeys[i] = keys[order[i]];
            }
        }
        return new Ranking(sortedScores, sortedPositions, sortedKeys);
    }

    private void set(int slot, double score, long position, byte[] key) {
        scores[slot] = score;
        positions[slot] = position;
        if (keys != null) {
            keys[slot] = key;
        }
    }

    /** Whether the document in {@code slot} comes after the other one. */
    private boolean isWorse(int slot, double score, long position, byte[] key) {
        if (scores[slot] != score) {
            return scores[slot] < score;
        }
        int byKey = keys == null ? 0 : Arrays.compareUnsigned(keys[slot], key);
        return byKey != 0 ? byKey < 0 : positions[slot] > position;
    }

    private boolean isWorse(int slot, int other) {
        return slot != other && isWorse(slot, scores[other], positions[other], keys == null ? null : keys[other]);
    }

    private void siftUp(int root, int start) {
        int at = start;
        while (at > 0 && isWorse(root + at, root + (at - 1) / 2)) {
            swap(root + at, root + (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void siftDown(int root, int size) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isWorse(root + child + 1, root + child)) {
                child++;
            }
            if (!isWorse(root + child, root + at)) {
                return;
            }
            swap(root + at, root + child);
            at = child;
        }
    }

    private void swap(int a, int b) {
        double score = scores[a];
        long position = positions[a];
        byte[] key = keys == null ? null : keys[a];
        set(a, scores[b], positions[b], keys == null ? null : keys[b]);
        set(b, score, position, key);
    }
}
