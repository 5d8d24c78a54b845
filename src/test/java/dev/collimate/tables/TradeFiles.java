package dev.collimate.tables;

import dev.collimate.math.HalfPrecision;
import dev.collimate.rows.VectorCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of files that hold vectors, as other programs write them. */
public final class TradeFiles {
    private TradeFiles() {}

    /** The number of a row and a column. */
    public interface Numbers {
        float at(int row, int column);
    }

    /** @param size bytes of a number: 1 and 4 bytes are whole numbers where {@code descr} says so */
    public static byte[] npy(String descr, String fortran, int rows, int columns, int size, Numbers numbers) {
        StringBuilder header = new StringBuilder("{'descr': '" + descr + "', 'fortran_order': " + fortran
                + ", 'shape': (" + rows + ", " + columns + "), }");
        while ((header.length() + 11) % 64 != 0) {
            header.append(' ');
        }
        header.append('\n');
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + rows * columns * size)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.putShort((short) header.length());
        file.put(header.toString().getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                put(file, size, numbers.at(i, j), false);
            }
        }
        return file.array();
    }

    /** Vectors as nearest-neighbour sets have them: {@code fvecs}, {@code bvecs} or {@code ivecs}. */
    public static byte[] vecs(String format, int rows, int columns, Numbers numbers) {
        int size = format.equals("bvecs") ? 1 : 4;
        ByteBuffer file = ByteBuffer.allocate(rows * (4 + columns * size)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows; i++) {
            file.putInt(columns);
            for (int j = 0; j < columns; j++) {
                put(file, size, numbers.at(i, j), format.equals("ivecs"));
            }
        }
        return file.array();
    }

    /**
     * word2vec's binary format.
     *
     * @param end behind each vector
     */
    public static byte[] words(List<String> words, int columns, String end, Numbers numbers) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes((words.size() + " " + columns + "\n").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < words.size(); i++) {
            file.writeBytes((words.get(i) + " ").getBytes(StandardCharsets.UTF_8));
            ByteBuffer vector = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int j = 0; j < columns; j++) {
                vector.putFloat(numbers.at(i, j));
            }
            file.writeBytes(vector.array());
            file.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        }
        return file.toByteArray();
    }

    /** A vector in one of {@link VectorForm#names} but {@code text}: bytes, or text where the encoding is that. */
    public static Object stored(String encoding, float[] numbers) {
        VectorCodec codec = new VectorForm(encoding, null).codec().orElseThrow();
        byte[] stored = codec.encode(numbers);
        return codec.isText() ? new String(stored, StandardCharsets.UTF_8) : stored;
    }

    private static void put(ByteBuffer file, int size, float number, boolean whole) {
        switch (size) {
            case 1 -> file.put((byte) Math.round(number));
            case 2 -> file.putShort(HalfPrecision.toHalf(number));
            case 8 -> file.putDouble(number);
            default -> {
                if (whole) {
                    file.putInt(Math.round(number));
                } else {
                    file.putFloat(number);
                }
            }
        }
    }
}
