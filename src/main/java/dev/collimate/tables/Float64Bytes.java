package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as 64-bit floats of IEEE 754, little-endian, one after the other. */
record Float64Bytes() implements VectorCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "float64";
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
        if (stored.length % Double.BYTES != 0) {
            return null;
        }
        double[] numbers = new double[stored.length / Double.BYTES];
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
        return numbers;
    }

    @Override
    public byte[] encode(float[] numbers) {
        ByteBuffer stored = ByteBuffer.allocate(Double.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            stored.putDouble(number);
        }
        return stored.array();
    }
}
