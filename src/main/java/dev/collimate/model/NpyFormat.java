package dev.collimate.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Arrays in C order, of one or two dimensions, in NumPy's file format 1.0: of little-endian float64 for models, of float32
 * for exports. The header is written byte for byte as {@code numpy.save} writes it, so that its files are read as well.
 */
public final class NpyFormat {
    /** The header of such an array takes this many bytes, whatever the shape. */
    static final int HEADER_BYTES = 128;

    private static final int CHUNK_ELEMENTS = 8192;
    private static final int PREFIX_BYTES = 10;

    private NpyFormat() {}

    /** Takes elements in order, a chunk at a time. */
    public interface ChunkTarget {
        /** @param position of the first of the chunk's elements, which are the {@code length} first of {@code chunk} */
        void accept(double[] chunk, int length, int position) throws IOException;
    }

    /** Bytes of a file with {@code elements} numbers. */
    public static long byteLength(int elements) {
        return HEADER_BYTES + (long) Double.BYTES * elements;
    }

    /** A file of float32, named after the array. */
    static ExportFile file(FloatTensor tensor) {
        return new ExportFile(tensor.name() + ".npy", HEADER_BYTES + tensor.bytes(), out -> {
            out.write(header("<f4", tensor.shape()));
            tensor.writeTo(out);
        });
    }

    static byte[] header(List<Integer> shape) {
        return header("<f8", shape);
    }

    /** The header of an array of {@code rows} x {@code columns} numbers of float32, in C order, which follow it. */
    public static byte[] floatHeader(long rows, int columns) {
        return header("<f4", List.of(rows, columns));
    }

    private static byte[] header(String type, List<? extends Number> shape) {
        String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes
                + (shape.size() == 1 ? "," : "") + "), }";
        byte[] header = new byte[HEADER_BYTES];
        Arrays.fill(header, (byte) ' ');
        int length = HEADER_BYTES - PREFIX_BYTES;
        byte[] prefix = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) length, (byte) (length >>> 8)};
        System.arraycopy(prefix, 0, header, 0, PREFIX_BYTES);
        byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, PREFIX_BYTES, text.length);
        header[HEADER_BYTES - 1] = '\n';
        return header;
    }

    /** Writes {@code elements} values from {@code offset} on; the stream stays open. */
    public static void write(double[] values, int offset, int elements, List<Integer> shape, OutputStream out)
            throws IOException {
        out.write(header(shape));
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_ELEMENTS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        DoubleBuffer chunk = bytes.asDoubleBuffer();
        for (int done = 0; done < elements; done += CHUNK_ELEMENTS) {
            int length = Math.min(CHUNK_ELEMENTS, elements - done);
            chunk.clear().put(values, offset + done, length);
            out.write(bytes.array(), 0, length * Double.BYTES);
        }
    }

    /**
     * Reads a whole file of {@code elements} values.
     *
     * @throws IOException if the header is not that of the shape, or the stream is shorter or longer
     */
    public static void read(InputStream in, int elements, List<Integer> shape, ChunkTarget target) throws IOException {
        if (!Arrays.equals(in.readNBytes(HEADER_BYTES), header(shape))) {
            throw new IOException(
                    "its header is not that of float64 numbers of shape " + shape + " in NumPy's format 1.0");
        }
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK_ELEMENTS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        double[] chunk = new double[CHUNK_ELEMENTS];
        for (int done = 0; done < elements; done += CHUNK_ELEMENTS) {
            int length = Math.min(CHUNK_ELEMENTS, elements - done);
            if (in.readNBytes(bytes.array(), 0, length * Double.BYTES) < length * Double.BYTES) {
                throw new EOFException("it ended before its " + byteLength(elements) + " bytes");
            }
            bytes.asDoubleBuffer().get(chunk, 0, length);
            target.accept(chunk, length, done);
        }
        if (in.read() != -1) {
            throw new IOException("it goes on after its " + byteLength(elements) + " bytes");
        }
    }
}
