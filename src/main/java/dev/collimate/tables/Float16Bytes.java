package dev.collimate.tables;

import dev.collimate.math.HalfPrecision;
import java.nio.ByteBuffer;

/** Vectors as 16-bit floats (binary16) of IEEE 754, little-endian, one after the other. */
record Float16Bytes() implements NumberBytes {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "float16";
    }

    @Override
    public int width() {
        return Short.BYTES;
    }

    @Override
    public double get(ByteBuffer stored) {
        return HalfPrecision.ofHalf(stored.getShort());
    }

    @Override
    public void put(ByteBuffer stored, float number) {
        short half = HalfPrecision.toHalf(number);
        NumberBytes.requireInRange(name(), number, HalfPrecision.ofHalf(half));
        stored.putShort(half);
    }
}
