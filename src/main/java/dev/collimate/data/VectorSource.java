package dev.collimate.data;

/** A vector that is still to be decoded. */
@FunctionalInterface
public interface VectorSource {
    /**
     * Writes the vector to {@code data} from {@code start} on, if it has {@code length} elements; else writes nothing.
     *
     * @return the number of elements that it has
     */
    int write(float[] data, int start, int length);
}
