package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as 32-bit whole numbers, little-endian, one after the other. */
record Int32Bytes() implements VectorCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "int32";
    }

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public boolean isDouble() {
        return true;
    }

    @Override
    public double[] decode(byte[] stored) {
        if (stored.length % Integer.BYTES != 0) {
            return null;
        }
        double[] numbers = new double[stored.length / Integer.BYTES];
        ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.getInt(Integer.BYTES * i);
        }
        return numbers;
    }

    /** Whole numbers only: a scale that fits one prediction fits no other. */
    @Override
    public byte[] encode(float[] numbers) {
        ByteBuffer stored = ByteBuffer.allocate(Integer.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            if ((int) number != number) {
                throw new IllegalArgumentException("a prediction has a number that is not whole, which int32 cannot"
                        + " hold; --prediction-type array<float> writes arrays");
            }
            stored.putInt((int) number);
        }
        return stored.array();
    }
}
