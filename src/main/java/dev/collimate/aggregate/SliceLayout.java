package dev.collimate.aggregate;

import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the elements of a list of arrays, one behind the other, into slices of nearly equal length.
 *
 * @param elements of all arrays
 * @param slices at least 1
 */
record SliceLayout(long elements, int slices) implements Serializable {
    /** What a task holds at most that adds the slices of all partitions, as far as the number of slices allows. */
    private static final long TASK_BYTES = 64L << 20;

    private static final int MAX_SLICES = 1 << 14;

    /**
     * As many slices as keep the tasks that add them small, and at least as many as such tasks run at the same time.
     *
     * @param partitions whose sums are added
     * @param concurrentTasks at least 1
     */
    static SliceLayout of(long elements, int partitions, int concurrentTasks) {
        long bytes = elements * Double.BYTES * partitions;
        long wanted = Math.max(concurrentTasks, (bytes + TASK_BYTES - 1) / TASK_BYTES);
        return new SliceLayout(elements, (int) Math.max(1, Math.min(Math.min(elements, MAX_SLICES), wanted)));
    }

    /** Number of the first element of a slice; of {@code slices} the number of all elements. */
    long start(int slice) {
        return elements * slice / slices;
    }

    int length(int slice) {
        return (int) (start(slice + 1) - start(slice));
    }

    /** The parts of {@code arrays} that make up a slice, in order: views, not copies. */
    List<DoubleBuffer> parts(int slice, List<double[]> arrays) {
        List<DoubleBuffer> parts = new ArrayList<>();
        long first = 0;
        for (double[] array : arrays) {
            int from = (int) Math.max(0, Math.min(array.length, start(slice) - first));
            int until = (int) Math.max(from, Math.min(array.length, start(slice + 1) - first));
            if (until > from) {
                parts.add(DoubleBuffer.wrap(array, from, until - from));
            }
            first += array.length;
        }
        return parts;
    }
}
