package dev.collimate.math;

/** The element type of a {@link Matrix}: float for speed on blocks of data, double for checks and references. */
public enum Precision {
    FLOAT,
    DOUBLE;

    /** Largest relative error of rounding a number to this precision. */
    public double relativeError() {
        return switch (this) {
            case FLOAT -> Math.ulp(1f) / 2;
            case DOUBLE -> Math.ulp(1.0) / 2;
        };
    }

    /** A new {@code rows x columns} matrix of zeros. */
    public Matrix zeros(int rows, int columns) {
        return switch (this) {
            case FLOAT -> new FloatMatrix(rows, columns);
            case DOUBLE -> new DoubleMatrix(rows, columns);
        };
    }

    /** A 1 x n matrix that holds a copy of {@code values}, rounded to this precision. */
    public Matrix rowVector(double[] values) {
        Matrix vector = zeros(1, values.length);
        vector.setRow(0, values);
        return vector;
    }
}
