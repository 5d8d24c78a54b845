package dev.collimate.profile;

import dev.collimate.math.Matrix;
import java.nio.ByteBuffer;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * 128 bits of a vector's elements (Appleby, MurmurHash3, x64 variant): equal vectors have equal ones, and among n different
 * ones a common hash has the probability n * n / 2^129, 3e-21 for a billion. 0 and -0 are equal. One thread's working memory.
 */
public final class RowHash {
    private final ByteBuffer bytes;

    /** @param elements of a vector */
    public RowHash(int elements) {
        this.bytes = ByteBuffer.allocate(elements * Double.BYTES);
    }

    /** The hash of row {@code row}, as two numbers. */
    public long[] of(Matrix matrix, int row) {
        bytes.clear();
        for (int j = 0; j < matrix.columns(); j++) {
            // Adding 0 makes of a negative zero a positive one.
            bytes.putDouble(matrix.get(row, j) + 0.0);
        }
        return MurmurHash3.hash128x64(bytes.array(), 0, bytes.position(), 0);
    }
}
