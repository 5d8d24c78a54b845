package dev.collimate.math;

import java.util.Arrays;

/** A {@link Matrix} of floats. */
public final class FloatMatrix extends Matrix {
    private static final long serialVersionUID = 1L;

    private final float[] data;

    /** A new matrix of zeros. */
    public FloatMatrix(int rows, int columns) {
        this(new float[Math.multiplyExact(rows, columns)], 0, rows, columns);
    }

    /** A view of {@code data}, which is not copied. */
    public FloatMatrix(float[] data, int offset, int rows, int columns) {
        super(data.length, offset, rows, columns);
        this.data = data;
    }

    /** The array behind this view; element (0, 0) is at {@link #offset()}. */
    public float[] data() {
        return data;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT;
    }

    @Override
    public double get(int row, int column) {
        return data[rowOffset(row) + column];
    }

    @Override
    public void set(int row, int column, double value) {
        data[rowOffset(row) + column] = (float) value;
    }

    @Override
    public void setRow(int row, double[] values) {
        if (values.length != columns()) {
            throw new IllegalArgumentException("expected " + columns() + " values, but were " + values.length);
        }
        int start = rowOffset(row);
        for (int j = 0; j < values.length; j++) {
            data[start + j] = (float) values[j];
        }
    }

    @Override
    public FloatMatrix view(int start, int rows, int columns) {
        return new FloatMatrix(data, offset() + start, rows, columns);
    }

    @Override
    public void clear() {
        Arrays.fill(data, offset(), offset() + size(), 0);
    }

    @Override
    public void copyFrom(Matrix other) {
        requireShape(other, rows(), columns());
        System.arraycopy(((FloatMatrix) other).data, other.offset(), data, offset(), size());
    }

    @Override
    public void setEveryRow(Matrix row) {
        requireShape(row, 1, columns());
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(((FloatMatrix) row).data, row.offset(), data, rowOffset(i), columns());
        }
    }

    @Override
    public void add(Matrix other) {
        requireShape(other, rows(), columns());
        float[] addends = ((FloatMatrix) other).data;
        int shift = other.offset() - offset();
        for (int i = offset(); i < offset() + size(); i++) {
            data[i] += addends[shift + i];
        }
    }

    @Override
    public void multiply(Matrix other) {
        requireShape(other, rows(), columns());
        float[] factors = ((FloatMatrix) other).data;
        int shift = other.offset() - offset();
        for (int i = offset(); i < offset() + size(); i++) {
            data[i] *= factors[shift + i];
        }
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
