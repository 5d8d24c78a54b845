package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as numbers of one width in bytes, little-endian, one after the other. */
interface NumberBytes extends VectorCodec {
    /** Bytes of a number. */
    int width();

    /** The next number; a float where {@link #isDouble} does not hold. */
    double get(ByteBuffer stored);

    /** @throws IllegalArgumentException if the number has no place here */
    void put(ByteBuffer stored, float number);

    @Override
    default boolean isText() {
        return false;
    }

    @Override
    default boolean isDouble() {
        return false;
    }

    @Override
    default Object decode(byte[] stored) {
        if (stored.length % width() != 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        return isDouble() ? doubles(bytes, stored.length / width()) : floats(bytes, stored.length / width());
    }

    private double[] doubles(ByteBuffer bytes, int length) {
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = get(bytes);
        }
        return numbers;
    }

    private float[] floats(ByteBuffer bytes, int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) get(bytes);
        }
        return numbers;
    }

    @Override
    default byte[] encode(float[] numbers) {
        ByteBuffer stored = ByteBuffer.allocate(width() * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            put(stored, number);
        }
        return stored.array();
    }

    /** A scale that fits one prediction fits no other, so that whole numbers are not made of others. */
    static IllegalArgumentException notWhole(String encoding, String range) {
        return new IllegalArgumentException("a prediction has a number that is not whole" + range + ", which "
                + encoding + " cannot hold; write predictions of the type array<float>");
    }

    /** @throws IllegalArgumentException if {@code stored} is infinite, but {@code number} is not */
    static void requireInRange(String encoding, float number, float stored) {
        if (Float.isFinite(number) && !Float.isFinite(stored)) {
            throw new IllegalArgumentException("a prediction has a number beyond the range of " + encoding
                    + "; normalize predictions, or write them as array<float>");
        }
    }
}
