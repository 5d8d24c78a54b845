package dev.collimate.model;

import dev.collimate.map.ParameterLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A named array of numbers that leaves as little-endian float32 in C order, the precision that predictions are computed in.
 *
 * @param shape rows and columns, or the length of a vector
 * @param values not copied; the elements are those from {@code offset} on
 */
record FloatTensor(String name, List<Integer> shape, double[] values, int offset) {
    private static final int CHUNK_ELEMENTS = 8192;

    FloatTensor {
        shape = List.copyOf(shape);
    }

    /** A parameter of a map; an intercept has one dimension. */
    static FloatTensor of(ParameterLayout.Entry entry, double[] parameters) {
        List<Integer> shape = entry.intercept() ? List.of(entry.columns()) : List.of(entry.rows(), entry.columns());
        return new FloatTensor(entry.name(), shape, parameters, entry.offset());
    }

    /** The parameters of a map, in the order of its layout. */
    static List<FloatTensor> all(ParameterLayout layout, double[] parameters) {
        return layout.entries().stream().map(entry -> of(entry, parameters)).toList();
    }

    FloatTensor named(String newName) {
        return new FloatTensor(newName, shape, values, offset);
    }

    int rows() {
        return shape.get(0);
    }

    /** 1 of a vector. */
    int columns() {
        return shape.size() == 1 ? 1 : shape.get(1);
    }

    double at(int row, int column) {
        return values[offset + row * columns() + column];
    }

    int size() {
        return rows() * columns();
    }

    long bytes() {
        return (long) size() * Float.BYTES;
    }

    /**
     * Writes the elements; the stream stays open.
     *
     * @throws IllegalArgumentException if one is beyond float32
     */
    void writeTo(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < size(); done += CHUNK_ELEMENTS) {
            int length = Math.min(CHUNK_ELEMENTS, size() - done);
            bytes.clear();
            for (int i = done; i < done + length; i++) {
                bytes.putFloat(rounded(i));
            }
            out.write(bytes.array(), 0, length * Float.BYTES);
        }
    }

    private float rounded(int index) {
        float rounded = (float) values[offset + index];
        if (!Float.isFinite(rounded)) {
            throw new IllegalArgumentException("parameter " + name + " is " + values[offset + index] + " at row "
                    + index / columns() + ", column " + index % columns()
                    + ", which is no number of float32; train the model again, with inputs of a smaller scale");
        }
        return rounded;
    }
}
