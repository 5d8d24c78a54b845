package dev.collimate.data;

import java.io.Serializable;

/**
 * What every row of a data set has.
 *
 * @param inputDim length of x
 * @param outputDim length of y
 * @param weighted whether rows have a weight
 * @param targeted whether rows have a target
 */
public record PairShape(int inputDim, int outputDim, boolean weighted, boolean targeted) implements Serializable {
    private static final int BLOCK_ROWS = 1024;
    private static final int MAX_BLOCK_BYTES = 1 << 24;
    private static final int MIN_BLOCK_ROWS = 32;

    /**
     * Rows of a block where the user names none: enough for products to run at full rate, few enough for a block to
     * stay a few megabytes, so that one native call is short.
     */
    public int defaultBlockRows() {
        return (int) Math.max(MIN_BLOCK_ROWS, Math.min(BLOCK_ROWS, MAX_BLOCK_BYTES / rowBytes()));
    }

    /** What the numbers of a row take in a block. */
    public long rowBytes() {
        return (long) Float.BYTES * (inputDim + outputDim)
                + (weighted ? Double.BYTES : 0)
                + (targeted ? Double.BYTES : 0);
    }
}
