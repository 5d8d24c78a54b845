package dev.collimate.data;

import java.io.Serializable;
import java.util.List;

/**
 * Sums over rows that are nothing but arrays of doubles, added element by element: so parts of them can be added apart
 * from each other. Mergeable.
 *
 * @param <S> the sums themselves
 */
public interface ArraySums<S extends ArraySums<S>> extends Serializable {
    /** The arrays themselves, not copies; always in the same order. */
    List<double[]> arrays();

    /** Number of elements of all arrays. */
    default long size() {
        return arrays().stream().mapToLong(array -> array.length).sum();
    }

    /**
     * Adds {@code other} to this and returns this.
     *
     * @throws IllegalArgumentException if the arrays differ in length
     */
    @SuppressWarnings("unchecked")
    default S merge(S other) {
        List<double[]> targets = arrays();
        List<double[]> addends = other.arrays();
        for (int i = 0; i < targets.size(); i++) {
            add(addends.get(i), targets.get(i));
        }
        return (S) this;
    }

    private static void add(double[] addend, double[] target) {
        if (addend.length != target.length) {
            throw new IllegalArgumentException("cannot add " + addend.length + " sums to " + target.length);
        }
        for (int i = 0; i < target.length; i++) {
            target[i] += addend[i];
        }
    }
}
