package dev.collimate.data;

import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Matrix;

/** The checks of single vectors. */
public final class VectorChecks {
    private VectorChecks() {}

    /** What is wrong with {@code vector} as one of {@code dim} finite numbers; null if nothing is. */
    public static RowProblem problem(float[] vector, int dim) {
        return vector == null ? RowProblem.NULL_VECTOR : problem(vector, 0, vector.length, dim);
    }

    /** What is wrong with a row of {@code data}; null if nothing is. */
    public static RowProblem problem(FloatMatrix data, int row) {
        return problem(data, row, data.columns());
    }

    /** What is wrong with a vector of {@code length} elements that was written to {@code row}; null if nothing is. */
    static RowProblem problem(Matrix data, int row, int length) {
        if (data instanceof FloatMatrix floats) {
            return problem(floats.data(), floats.rowOffset(row), length, floats.columns());
        }
        if (length != data.columns()) {
            return RowProblem.WRONG_LENGTH;
        }
        double nothing = 0;
        for (int i = 0; i < length; i++) {
            nothing += data.get(row, i) * 0;
        }
        return nothing == 0 ? null : RowProblem.NOT_FINITE;
    }

    private static RowProblem problem(float[] data, int start, int length, int dim) {
        if (length != dim) {
            return RowProblem.WRONG_LENGTH;
        }
        return isFinite(data, start, length) ? null : RowProblem.NOT_FINITE;
    }

    /** Says which vector has the problem, with lengths but no values. */
    public static String detail(String name, float[] vector, int dim, RowProblem problem) {
        return detail(name, vector == null ? 0 : vector.length, dim, problem);
    }

    static String detail(String name, int length, int dim, RowProblem problem) {
        return problem == RowProblem.WRONG_LENGTH
                ? name + " has " + length + " elements, expected " + dim
                : name + ": " + problem.sentence();
    }

    /** Whether every element is 0. */
    public static boolean isZero(float[] vector) {
        return isZero(vector, 0, vector.length);
    }

    static boolean isZero(Matrix data, int row) {
        for (int i = 0; i < data.columns(); i++) {
            if (data.get(row, i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(float[] data, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (data[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** NaN and infinity are all that times 0 is not 0. Four sums, so that additions overlap. */
    private static boolean isFinite(float[] data, int start, int length) {
        float nothing0 = 0, nothing1 = 0, nothing2 = 0, nothing3 = 0;
        int end = start + length;
        int i = start;
        for (; i < end - 3; i += 4) {
            nothing0 += data[i] * 0;
            nothing1 += data[i + 1] * 0;
            nothing2 += data[i + 2] * 0;
            nothing3 += data[i + 3] * 0;
        }
        for (; i < end; i++) {
            nothing0 += data[i] * 0;
        }
        return nothing0 + nothing1 + nothing2 + nothing3 == 0;
    }
}
