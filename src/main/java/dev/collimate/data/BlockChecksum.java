package dev.collimate.data;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Matrix;

/**
 * A checksum of the numbers of blocks, in their order: whether two readings of the same input gave the same rows. Rounds
 * and avalanche are those of XXH64 (Collet, "xxHash fast digest algorithm", 2014) over the bits of the numbers, on four
 * lanes. Guards against accidents, not against an adversary.
 */
public final class BlockChecksum {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final int LANES = 4;

    private final long[] lanes = {1, 2, 3, 4};
    private long added;

    static long of(PairBlock block) {
        BlockChecksum checksum = new BlockChecksum();
        checksum.add(block.inputs());
        checksum.add(block.actuals());
        checksum.add(block.weights());
        checksum.add(block.targets());
        return checksum.value();
    }

    /** Takes in a number, which may be a checksum of its own. */
    public void add(long bits) {
        int lane = (int) (added++ % LANES);
        lanes[lane] = round(lanes[lane], bits);
    }

    /** Of all that was added, in its order. */
    public long value() {
        long mixed = added;
        for (long lane : lanes) {
            mixed = (mixed ^ round(0, lane)) * PRIME_1 + PRIME_3;
        }
        mixed = (mixed ^ mixed >>> 33) * PRIME_2;
        mixed = (mixed ^ mixed >>> 29) * PRIME_3;
        return mixed ^ mixed >>> 32;
    }

    private void add(Matrix values) {
        add(values.rows());
        add(values.columns());
        if (values instanceof FloatMatrix floats) {
            add(floats.data(), floats.offset(), floats.size());
        } else {
            add(((DoubleMatrix) values).toDoubleArray());
        }
    }

    private void add(float[] values, int offset, int size) {
        int whole = size - size % LANES;
        long lane0 = lanes[0];
        long lane1 = lanes[1];
        long lane2 = lanes[2];
        long lane3 = lanes[3];
        for (int i = offset; i < offset + whole; i += LANES) {
            lane0 = round(lane0, Float.floatToRawIntBits(values[i]));
            lane1 = round(lane1, Float.floatToRawIntBits(values[i + 1]));
            lane2 = round(lane2, Float.floatToRawIntBits(values[i + 2]));
            lane3 = round(lane3, Float.floatToRawIntBits(values[i + 3]));
        }
        lanes[0] = lane0;
        lanes[1] = lane1;
        lanes[2] = lane2;
        lanes[3] = lane3;
        for (int i = offset + whole; i < offset + size; i++) {
            add(Float.floatToRawIntBits(values[i]));
        }
    }

    private void add(double[] values) {
        add(values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            add(Double.doubleToRawLongBits(values[i]));
        }
    }

    private static long round(long lane, long bits) {
        return Long.rotateLeft(lane + bits * PRIME_2, 31) * PRIME_1;
    }
}
