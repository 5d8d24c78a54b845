package dev.collimate.ml;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Matrices of little-endian float64 in NumPy's .npy format, version 1.0: a magic word, a header that is a Python literal,
 * the elements row by row. Only the header that {@link #header} makes is read back: what a file declares is never trusted.
 */
final class NpyFormat {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 13;

    private NpyFormat() {}

    /** Length of a file, in bytes. */
    static long bytes(int rows, int columns) {
        return header(rows, columns).length + 8L * rows * columns;
    }

    /** Writes rows * columns elements from {@code offset} on. */
    static void write(OutputStream out, double[] values, int offset, int rows, int columns) throws IOException {
        out.write(header(rows, columns));
        ByteBuffer buffer = ByteBuffer.allocate(8 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int end = offset + rows * columns;
        for (int start = offset; start < end; start += CHUNK) {
            int count = Math.min(CHUNK, end - start);
            buffer.asDoubleBuffer().put(values, start, count);
            out.write(buffer.array(), 0, 8 * count);
        }
    }

    /**
     * Reads rows * columns elements into {@code values} from {@code offset} on.
     *
     * @throws IOException if the file is not such a matrix of just this shape, or is shorter or longer
     */
    static void read(InputStream in, double[] values, int offset, int rows, int columns) throws IOException {
        byte[] expected = header(rows, columns);
        byte[] found = in.readNBytes(expected.length);
        if (!Arrays.equals(found, expected)) {
            throw new IOException(
                    "it is not a .npy file of " + rows + " x " + columns + " little-endian float64 in C order");
        }
        DataInputStream data = new DataInputStream(in);
        ByteBuffer buffer = ByteBuffer.allocate(8 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int end = offset + rows * columns;
        for (int start = offset; start < end; start += CHUNK) {
            int count = Math.min(CHUNK, end - start);
            try {
                data.readFully(buffer.array(), 0, 8 * count);
            } catch (EOFException e) {
                throw new IOException("it is shorter than its " + rows + " x " + columns + " elements", e);
            }
            buffer.asDoubleBuffer().get(values, start, count);
        }
        if (in.read() != -1) {
            throw new IOException("it is longer than its " + rows + " x " + columns + " elements");
        }
    }

    private static byte[] header(int rows, int columns) {
        String literal = String.format(
                Locale.ROOT, "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }", rows, columns);
        int unpadded = MAGIC.length + 2 + literal.length() + 1;
        int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int literalLength = length - MAGIC.length - 2;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) literalLength);
        header.put((literal + " ".repeat(length - unpadded) + "\n").getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }
}
