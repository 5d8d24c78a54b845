package dev.collimate.rows;

import java.io.Serializable;

/** How a vector stands in a text or in bytes. Implementations are values: equal where they read and write the same. */
public interface VectorCodec extends Serializable {
    /** Its name among the encodings. */
    String name();

    /** The form in words, for messages. */
    default String described() {
        return name();
    }

    /** Whether it is text, which is handed over as UTF-8; else bytes. */
    boolean isText();

    /** Whether it is bytes, or text that stands for bytes; else words of numbers. */
    default boolean isOfBytes() {
        return !isText();
    }

    /** Whether numbers are read as doubles; else as floats. */
    boolean isDouble();

    /** Whether it holds whole numbers alone, so that predictions have no place in it. */
    default boolean isWhole() {
        return false;
    }

    /**
     * The numbers of a stored vector.
     *
     * @return a new {@code float[]} or, if {@link #isDouble}, {@code double[]}; null where {@code stored} is no vector
     */
    Object decode(byte[] stored);

    /**
     * The stored form of a vector.
     *
     * @throws IllegalArgumentException if a number has no place in it
     */
    byte[] encode(float[] numbers);
}
