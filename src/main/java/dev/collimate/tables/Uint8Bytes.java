package dev.collimate.tables;

import java.nio.ByteBuffer;

/** Vectors as whole numbers from 0 to 255, a byte each, as bvecs has them. */
record Uint8Bytes() implements NumberBytes {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "uint8";
    }

    @Override
    public int width() {
        return Byte.BYTES;
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public double get(ByteBuffer stored) {
        return stored.get() & 0xFF;
    }

    @Override
    public void put(ByteBuffer stored, float number) {
        if (((int) number & 0xFF) != number) {
            throw NumberBytes.notWhole(name(), " from 0 to 255");
        }
        stored.put((byte) number);
    }
}
