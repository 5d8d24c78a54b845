package dev.collimate.tables;

import java.nio.ByteBuffer;

/** Vectors as 32-bit whole numbers, little-endian, one after the other. */
record Int32Bytes() implements NumberBytes {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "int32";
    }

    @Override
    public int width() {
        return Integer.BYTES;
    }

    @Override
    public boolean isDouble() {
        return true;
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public double get(ByteBuffer stored) {
        return stored.getInt();
    }

    @Override
    public void put(ByteBuffer stored, float number) {
        // In double: as floats, 2^31 and the greatest int are equal.
        if ((double) (int) number != number) {
            throw NumberBytes.notWhole(name(), " from -2^31 to 2^31 - 1");
        }
        stored.putInt((int) number);
    }
}
