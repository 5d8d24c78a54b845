package dev.collimate.math;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory outside the heap, where native code may work for long while garbage is collected; given back when closed. It is
 * the C library's own: JavaCPP's allocators refuse, after waiting, by what the whole process takes beside the heap.
 */
final class NativeMemory implements AutoCloseable {
    private final List<Pointer> blocks = new ArrayList<>();
    private long taken;

    /** There is no such memory. */
    static final class Shortage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Shortage(long bytes, long taken) {
            super("of memory outside the heap it needs " + bytes + " bytes beside " + taken + ", and there are none");
        }
    }

    /**
     * So many doubles, not set.
     *
     * @throws Shortage if there is no memory for them
     */
    DoublePointer doubles(long count) {
        return new DoublePointer(block(Double.BYTES * count));
    }

    /**
     * So many integers, not set.
     *
     * @throws Shortage if there is no memory for them
     */
    IntPointer integers(long count) {
        return new IntPointer(block(Integer.BYTES * count));
    }

    /**
     * The elements of {@code matrix}, row by row.
     *
     * @throws Shortage if there is no memory for them
     */
    DoublePointer copyOf(DoubleMatrix matrix) {
        DoublePointer copy = doubles(matrix.size());
        for (int i = 0; i < matrix.rows(); i++) {
            double[] row = matrix.rowRange(i, i + 1).toDoubleArray();
            copy.getPointer((long) i * row.length).put(row);
        }
        return copy;
    }

    /** A copy, in the heap, of the {@code rows x columns} doubles at {@code pointer}. */
    static DoubleMatrix matrix(DoublePointer pointer, int rows, int columns) {
        DoubleMatrix copy = new DoubleMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            pointer.getPointer((long) i * columns).get(copy.data(), copy.rowOffset(i), columns);
        }
        return copy;
    }

    private Pointer block(long bytes) {
        Pointer block = Pointer.malloc(bytes);
        if (block == null) {
            throw new Shortage(bytes, taken);
        }
        taken += bytes;
        blocks.add(block);
        return block;
    }

    @Override
    public void close() {
        blocks.forEach(Pointer::free);
    }
}
