package dev.collimate.tables;

import java.nio.ByteBuffer;

/** Vectors as 64-bit floats of IEEE 754, little-endian, one after the other. */
record Float64Bytes() implements NumberBytes {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "float64";
    }

    @Override
    public int width() {
        return Double.BYTES;
    }

    @Override
    public boolean isDouble() {
        return true;
    }

    @Override
    public double get(ByteBuffer stored) {
        return stored.getDouble();
    }

    @Override
    public void put(ByteBuffer stored, float number) {
        stored.putDouble(number);
    }
}
