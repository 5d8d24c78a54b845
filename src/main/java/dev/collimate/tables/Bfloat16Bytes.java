package dev.collimate.tables;

import dev.collimate.math.HalfPrecision;
import java.nio.ByteBuffer;

/** Vectors as bfloat16, the upper halves of 32-bit floats, little-endian, one after the other. */
record Bfloat16Bytes() implements NumberBytes {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "bfloat16";
    }

    @Override
    public int width() {
        return Short.BYTES;
    }

    @Override
    public double get(ByteBuffer stored) {
        return HalfPrecision.ofBfloat16(stored.getShort());
    }

    @Override
    public void put(ByteBuffer stored, float number) {
        short half = HalfPrecision.toBfloat16(number);
        NumberBytes.requireInRange(name(), number, HalfPrecision.ofBfloat16(half));
        stored.putShort(half);
    }
}
