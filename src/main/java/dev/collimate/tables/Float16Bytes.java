package dev.collimate.tables;

import dev.collimate.math.HalfPrecision;
import dev.collimate.rows.VectorCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as 16-bit floats (binary16) of IEEE 754, little-endian, one after the other. */
record Float16Bytes() implements VectorCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "float16";
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
        if (stored.length % Short.BYTES != 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[stored.length / Short.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = HalfPrecision.ofHalf(bytes.getShort(Short.BYTES * i));
        }
        return numbers;
    }

    @Override
    public byte[] encode(float[] numbers) {
        ByteBuffer stored = ByteBuffer.allocate(Short.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            short half = HalfPrecision.toHalf(number);
            if (Float.isFinite(number) && !Float.isFinite(HalfPrecision.ofHalf(half))) {
                throw new IllegalArgumentException(
                        "a prediction has a number beyond the range of float16; --normalize or --prediction-type array<float> avoids it");
            }
            stored.putShort(half);
        }
        return stored.array();
    }
}
