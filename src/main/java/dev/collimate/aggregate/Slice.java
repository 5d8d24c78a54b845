package dev.collimate.aggregate;

import java.nio.DoubleBuffer;
import java.util.List;

/**
 * One partition's part of the sums of a slice, on its way through a shuffle.
 *
 * @param parts what the slice consists of, one behind the other
 */
record Slice(int partition, List<DoubleBuffer> parts) {
    int length() {
        return parts.stream().mapToInt(DoubleBuffer::remaining).sum();
    }
}
