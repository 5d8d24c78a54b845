package dev.collimate.math;

/** Vectors of Euclidean norm 1. */
public final class UnitVectors {
    private UnitVectors() {}

    /** The Euclidean norm. */
    public static double norm(double[] vector) {
        double squares = 0;
        for (double element : vector) {
            squares += element * element;
        }
        return Math.sqrt(squares);
    }

    /** Divides {@code vector} by its norm, in place; a zero vector stays as it is. */
    public static void normalize(double[] vector) {
        double norm = norm(vector);
        if (norm > 0) {
            for (int j = 0; j < vector.length; j++) {
                vector[j] /= norm;
            }
        }
    }

    /** The reciprocal of the norm of a row; 0 if the row is zero. */
    public static double inverseNorm(Matrix matrix, int row) {
        double squares = 0;
        for (int j = 0; j < matrix.columns(); j++) {
            double element = matrix.get(row, j);
            squares += element * element;
        }
        return squares > 0 ? 1 / Math.sqrt(squares) : 0;
    }
}
