package dev.collimate.map;

import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;

/** A matrix that blocks of up to {@code maxRows} rows use the start of, one after the other. */
final class BlockBuffer {
    private final Matrix all;
    private Matrix used;

    BlockBuffer(Precision precision, int maxRows, int columns) {
        all = precision.zeros(maxRows, columns);
        used = all;
    }

    /** A view of the first rows; the same one as long as their number is. */
    Matrix rows(int rows) {
        if (used.rows() != rows) {
            used = all.rowRange(0, rows);
        }
        return used;
    }
}
