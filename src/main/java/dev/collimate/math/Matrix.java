package dev.collimate.math;

import java.io.Serializable;

/**
 * A dense row-major view of a float or double array: element (i, j) is {@code data[offset + i * columns + j]}. Rows are
 * contiguous, so a matrix is also a run of {@code rows * columns} numbers. Views share their array; nothing here copies
 * unless it says so. Code that is written against this class runs in both precisions.
 *
 * <p>Sums (norms, dot products, column sums) are taken in double whatever the element type.
 */
public abstract sealed class Matrix implements Serializable permits FloatMatrix, DoubleMatrix {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int rows;
    private final int columns;

    Matrix(int length, int offset, int rows, int columns) {
        if (rows < 0 || columns < 0 || offset < 0 || (long) offset + (long) rows * columns > length) {
            throw new IllegalArgumentException("a " + rows + " x " + columns + " matrix at offset " + offset
                    + " does not fit in an array of " + length);
        }
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
    }

    public final int rows() {
        return rows;
    }

    public final int columns() {
        return columns;
    }

    /** Index in the array of element (0, 0). */
    public final int offset() {
        return offset;
    }

    /** Number of elements. */
    public final int size() {
        return rows * columns;
    }

    /** Index in the array of element (row, 0). */
    public final int rowOffset(int row) {
        return offset + row * columns;
    }

    public abstract Precision precision();

    public abstract double get(int row, int column);

    public abstract void set(int row, int column, double value);

    /** Overwrites a row with {@code values} (length: columns), rounded to this precision. */
    public abstract void setRow(int row, double[] values);

    /** A view, as {@code rows x columns}, of the elements from index {@code start} of this one on. */
    public abstract Matrix view(int start, int rows, int columns);

    /** A view of the rows {@code from} (inclusive) to {@code until} (exclusive). */
    public final Matrix rowRange(int from, int until) {
        return view(from * columns, until - from, columns);
    }

    /** Sets every element to zero. */
    public abstract void clear();

    /** Overwrites this with {@code other}, which must have the same shape and precision. */
    public abstract void copyFrom(Matrix other);

    /** Overwrites every row of this with {@code row} (1 x columns, same precision). */
    public abstract void setEveryRow(Matrix row);

    /** Adds {@code other}, of the same shape and precision, to this. */
    public abstract void add(Matrix other);

    /** Multiplies every element by that of {@code other}, of the same shape and precision. */
    public abstract void multiply(Matrix other);

    /** Overwrites {@code target} (length: columns) with the sums of the columns, each in the order of the rows. */
    public abstract void columnSums(double[] target);

    /** Adds every element to {@code target[targetOffset...]}, in order. */
    public abstract void addTo(double[] target, int targetOffset);

    /** The elements, in order, as a new double array. */
    public final double[] toDoubleArray() {
        double[] values = new double[size()];
        addTo(values, 0);
        return values;
    }

    /** @throws IllegalArgumentException if it has another shape */
    public final void requireShape(int expectedRows, int expectedColumns) {
        requireShape(this, expectedRows, expectedColumns);
    }

    final void requireShape(Matrix other, int expectedRows, int expectedColumns) {
        if (other.rows != expectedRows || other.columns != expectedColumns || other.precision() != precision()) {
            throw new IllegalArgumentException("expected a " + precision() + " matrix of " + expectedRows + " x "
                    + expectedColumns + ", but was " + other);
        }
    }

    @Override
    public final String toString() {
        return precision() + " matrix of " + rows + " x " + columns;
    }
}
