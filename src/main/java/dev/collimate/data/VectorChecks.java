package dev.collimate.data;

/** The checks of single vectors. */
public final class VectorChecks {
    private VectorChecks() {}

    /** What is wrong with {@code vector} as one of {@code dim} finite numbers; null if nothing is. */
    public static RowProblem problem(float[] vector, int dim) {
        if (vector == null) {
            return RowProblem.NULL_VECTOR;
        }
        if (vector.length != dim) {
            return RowProblem.WRONG_LENGTH;
        }
        return isFinite(vector) ? null : RowProblem.NOT_FINITE;
    }

    /** Says which vector has the problem, with lengths but no values. */
    public static String detail(String name, float[] vector, int dim, RowProblem problem) {
        return problem == RowProblem.WRONG_LENGTH
                ? name + " has " + vector.length + " elements, expected " + dim
                : name + ": " + problem.sentence();
    }

    /** Whether every element is 0. */
    public static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFinite(float[] vector) {
        float nothing = 0;
        for (float value : vector) {
            nothing += value * 0;
        }
        return nothing == 0;
    }
}
