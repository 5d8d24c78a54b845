package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.io.EOFException;
import java.io.Serializable;

/**
 * A file whose vectors take the same number of bytes each.
 *
 * @param path of the file
 * @param offset of the first vector in bytes
 * @param prefix bytes in front of each vector, which tell its length as a little-endian int; 0 for none
 * @param dim length of a vector, of which a row takes at most {@link Integer#MAX_VALUE} bytes
 * @param codec of the bytes of a vector
 * @param rows number of vectors
 */
record FixedWidthFile(String path, long offset, int prefix, int dim, VectorCodec codec, long rows)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of the vector alone. */
    int vectorBytes() {
        return dim * numberBytes(codec);
    }

    int rowBytes() {
        return prefix + vectorBytes();
    }

    /** Of a file that has fewer bytes than it had when it was looked at. */
    static BadTableException cutShort(String path, EOFException cause) {
        return new BadTableException(
                "the file " + path + " was cut short while it was read; read it when nothing writes to it", cause);
    }

    /** Bytes of a number. */
    static int numberBytes(VectorCodec codec) {
        return codec.encode(new float[1]).length;
    }
}
