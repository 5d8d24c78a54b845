package dev.collimate.math;

import java.util.Arrays;

/** A {@link Matrix} of doubles. */
public final class DoubleMatrix extends Matrix {
    private static final long serialVersionUID = 1L;

    private final double[] data;

    /** A new matrix of zeros. */
    public DoubleMatrix(int rows, int columns) {
        this(new double[Math.multiplyExact(rows, columns)], 0, rows, columns);
    }

    /** A new matrix of {@code size} rows and columns with ones on its diagonal. */
    public static DoubleMatrix identity(int size) {
        DoubleMatrix identity = new DoubleMatrix(size, size);
        for (int i = 0; i < size; i++) {
            identity.set(i, i, 1);
        }
        return identity;
    }

    /** A view of {@code data}, which is not copied. */
    public DoubleMatrix(double[] data, int offset, int rows, int columns) {
        super(data.length, offset, rows, columns);
        this.data = data;
    }

    /** The array behind this view; element (0, 0) is at {@link #offset()}. */
    public double[] data() {
        return data;
    }

    @Override
    public Precision precision() {
        return Precision.DOUBLE;
    }

    @Override
    public double get(int row, int column) {
        return data[rowOffset(row) + column];
    }

    @Override
    public void set(int row, int column, double value) {
        data[rowOffset(row) + column] = value;
    }

    @Override
    public void setRow(int row, double[] values) {
        if (values.length != columns()) {
            throw new IllegalArgumentException("expected " + columns() + " values, but were " + values.length);
        }
        int start = rowOffset(row);
        for (int j = 0; j < values.length; j++) {
            data[start + j] = values[j];
        }
    }

    @Override
    public DoubleMatrix view(int start, int rows, int columns) {
        return new DoubleMatrix(data, offset() + start, rows, columns);
    }

    @Override
    public void clear() {
        Arrays.fill(data, offset(), offset() + size(), 0);
    }

    @Override
    public void copyFrom(Matrix other) {
        requireShape(other, rows(), columns());
        System.arraycopy(((DoubleMatrix) other).data, other.offset(), data, offset(), size());
    }

    @Override
    public void setEveryRow(Matrix row) {
        requireShape(row, 1, columns());
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(((DoubleMatrix) row).data, row.offset(), data, rowOffset(i), columns());
        }
    }

    @Override
    public void add(Matrix other) {
        requireShape(other, rows(), columns());
        double[] addends = ((DoubleMatrix) other).data;
        int shift = other.offset() - offset();
        for (int i = offset(); i < offset() + size(); i++) {
            data[i] += addends[shift + i];
        }
    }

    @Override
    public void multiply(Matrix other) {
        requireShape(other, rows(), columns());
        double[] factors = ((DoubleMatrix) other).data;
        int shift = other.offset() - offset();
        for (int i = offset(); i < offset() + size(); i++) {
            data[i] *= factors[shift + i];
        }
    }

    /** The sum of products of elements, row by row. {@code other} has the same shape. */
    public double dot(DoubleMatrix other) {
        requireShape(other, rows(), columns());
        double sum = 0;
        int shift = other.offset() - offset();
        for (int i = offset(); i < offset() + size(); i++) {
            sum += data[i] * other.data[shift + i];
        }
        return sum;
    }

    @Override
    public void columnSums(double[] target) {
        if (target.length != columns()) {
            throw new IllegalArgumentException("expected room for " + columns() + " sums, but was " + target.length);
        }
        Arrays.fill(target, 0);
        for (int i = 0; i < rows(); i++) {
            int start = rowOffset(i);
            for (int j = 0; j < target.length; j++) {
                target[j] += data[start + j];
            }
        }
    }

    @Override
    public void addTo(double[] target, int targetOffset) {
        int length = size();
        int start = offset();
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] += data[start + i];
        }
    }
}
