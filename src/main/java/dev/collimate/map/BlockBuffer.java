package dev.collimate.map;

import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;

/**
 * A matrix that blocks of up to {@code maxRows} rows use the start of, one after the other. Whole blocks and those that are
 * shorter, as the last of a batch is, have each their view, so that batches of one length make none.
 */
public final class BlockBuffer {
    private final Matrix all;
    private Matrix rest;

    public BlockBuffer(Precision precision, int maxRows, int columns) {
        all = precision.zeros(maxRows, columns);
        rest = all;
    }

    /** A view of the first rows; the same one for whole blocks, and for shorter ones as long as their number is. */
    public Matrix rows(int rows) {
        if (rows == all.rows()) {
            return all;
        }
        if (rest.rows() != rows) {
            rest = all.rowRange(0, rows);
        }
        return rest;
    }
}
