package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;

/** Vectors as whole numbers from 0 to 255, a byte each, as bvecs has them. */
record Uint8Bytes() implements VectorCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "uint8";
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
        float[] numbers = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            numbers[i] = stored[i] & 0xFF;
        }
        return numbers;
    }

    /** Whole numbers only: a scale that fits one prediction fits no other. */
    @Override
    public byte[] encode(float[] numbers) {
        byte[] stored = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            stored[i] = (byte) numbers[i];
            if ((stored[i] & 0xFF) != numbers[i]) {
                throw new IllegalArgumentException(
                        "a prediction has a number that is not whole from 0 to 255, which uint8 cannot hold; --prediction-type"
                                + " array<float> writes arrays");
            }
        }
        return stored;
    }
}
