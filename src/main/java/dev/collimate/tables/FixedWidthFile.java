package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.io.Serializable;

/**
 * A file whose vectors take the same number of bytes each.
 *
 * @param path of the file
 * @param offset of the first vector in bytes
 * @param prefix bytes in front of each vector, which tell its length as a little-endian int; 0 for none
 * @param dim length of a vector
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

    /** Bytes of a number. */
    static int numberBytes(VectorCodec codec) {
        return codec.encode(new float[1]).length;
    }
}
