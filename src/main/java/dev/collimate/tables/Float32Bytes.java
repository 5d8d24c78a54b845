package dev.collimate.tables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as 32-bit floats of IEEE 754, little-endian, one after the other: NumPy's tobytes, blobs of Redis and SQLite. */
record Float32Bytes() implements NumberBytes {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "float32";
    }

    @Override
    public int width() {
        return Float.BYTES;
    }

    @Override
    public double get(ByteBuffer stored) {
        return stored.getFloat();
    }

    @Override
    public void put(ByteBuffer stored, float number) {
        stored.putFloat(number);
    }

    /** All at once, as most stores have it. */
    @Override
    public Object decode(byte[] stored) {
        if (stored.length % width() != 0) {
            return null;
        }
        float[] numbers = new float[stored.length / width()];
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }
}
