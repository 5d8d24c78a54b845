package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as 32-bit floats of IEEE 754, little-endian, one after the other: NumPy's tobytes, blobs of Redis and SQLite. */
record Float32Bytes() implements VectorCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "float32";
    }

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public boolean isDouble() {
        return false;
    }

    @Override
    public float[] decode(byte[] stored) {
        if (stored.length % Float.BYTES != 0) {
            return null;
        }
        float[] numbers = new float[stored.length / Float.BYTES];
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    @Override
    public byte[] encode(float[] numbers) {
        ByteBuffer stored = ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        stored.asFloatBuffer().put(numbers);
        return stored.array();
    }
}
