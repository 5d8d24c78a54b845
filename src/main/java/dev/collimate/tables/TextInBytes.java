package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;

/**
 * Text that stands in a column of bytes, and is written as bytes again.
 *
 * @param text in UTF-8
 */
record TextInBytes(VectorCodec text) implements VectorCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return text.name();
    }

    @Override
    public String described() {
        return text.described();
    }

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public boolean isOfBytes() {
        return text.isOfBytes();
    }

    @Override
    public boolean isDouble() {
        return text.isDouble();
    }

    @Override
    public boolean isWhole() {
        return text.isWhole();
    }

    @Override
    public Object decode(byte[] stored) {
        return text.decode(stored);
    }

    @Override
    public byte[] encode(float[] numbers) {
        return text.encode(numbers);
    }
}
