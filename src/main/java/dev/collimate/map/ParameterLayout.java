package dev.collimate.map;

import dev.collimate.math.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Names, shapes and places of the parameters in a flat vector; the only code that computes such places. */
public final class ParameterLayout implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * One named parameter: a rows x columns matrix, row-major, from {@code offset} on.
     *
     * @param intercept whether it is added to an output as it stands; penalties leave intercepts alone
     */
    public record Entry(String name, int rows, int columns, boolean intercept, int offset) implements Serializable {
        public int size() {
            return rows * columns;
        }
    }

    // An unmodifiable list of java.util, which is serializable.
    @SuppressWarnings("serial")
    private final List<Entry> entries;

    private final int size;

    private ParameterLayout(List<Entry> entries, int size) {
        this.entries = List.copyOf(entries);
        this.size = size;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The parameters in the order of their places. */
    public List<Entry> entries() {
        return entries;
    }

    /** Number of elements of the flat vector. */
    public int size() {
        return size;
    }

    public Entry entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter " + name + " among " + entries));
    }

    /** The named parameter as a view of {@code parameters} (1 x size). */
    public Matrix view(Matrix parameters, String name) {
        if (parameters.size() != size) {
            throw new IllegalArgumentException(
                    "expected " + size + " parameters, but were " + parameters.size() + " for " + entries);
        }
        Entry entry = entry(name);
        return parameters.view(entry.offset(), entry.rows(), entry.columns());
    }

    /** Collects entries one behind the other. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private long next;

        private Builder() {}

        public Builder weights(String name, int rows, int columns) {
            return add(name, rows, columns, false);
        }

        public Builder intercept(String name, int length) {
            return add(name, 1, length, true);
        }

        private Builder add(String name, int rows, int columns, boolean intercept) {
            if (rows < 1 || columns < 1) {
                throw new IllegalArgumentException(
                        "parameter " + name + " must have at least 1 x 1 elements, but has " + rows + " x " + columns);
            }
            entries.add(new Entry(name, rows, columns, intercept, (int) next));
            next += (long) rows * columns;
            if (next > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "a map may have at most " + (Integer.MAX_VALUE - 8) + " parameters, but this one has " + next);
            }
            return this;
        }

        public ParameterLayout build() {
            return new ParameterLayout(entries, (int) next);
        }
    }
}
