package dev.collimate.tables;

import java.nio.ByteBuffer;

/** Vectors as whole numbers from -128 to 127, a byte each, as quantised stores have them; angles do not see their scale. */
record Int8Bytes() implements NumberBytes {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "int8";
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
        return stored.get();
    }

    @Override
    public void put(ByteBuffer stored, float number) {
        if ((byte) number != number) {
            throw NumberBytes.notWhole(name(), " from -128 to 127");
        }
        stored.put((byte) number);
    }
}
