package dev.collimate.data;

import dev.collimate.math.Matrix;

/** A vector that is still to be decoded. */
@FunctionalInterface
public interface VectorSource {
    /**
     * Overwrites {@code row} of {@code target} with the vector, rounded to the precision of the matrix, if it has as many
     * elements as the matrix has columns; else writes nothing.
     *
     * @return the number of elements that it has
     */
    int write(Matrix target, int row);
}
