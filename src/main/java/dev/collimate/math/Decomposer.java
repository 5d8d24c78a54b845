package dev.collimate.math;

/** LAPACK's decompositions that take n^3 operations in one call, with its return codes made exceptions. */
interface Decomposer {
    /**
     * U * diag(values) * V', with k = min(m, n).
     *
     * @param u m x k, orthonormal columns
     * @param values k of them, descending
     * @param vTransposed k x n, orthonormal rows
     */
    record Factors(DoubleMatrix u, double[] values, DoubleMatrix vTransposed) {}

    /**
     * Decomposes a symmetric matrix, n x n, of finite elements; not changed, and only one triangle is read.
     *
     * @param values overwritten with the n eigenvalues, ascending
     * @return n x n; row i is the unit eigenvector of value i
     * @throws ArithmeticException if the iteration does not converge
     */
    DoubleMatrix eigen(DoubleMatrix symmetric, double[] values);

    /**
     * Decomposes an m x n matrix of finite elements, which is not changed.
     *
     * @throws ArithmeticException if the iteration does not converge
     */
    Factors svd(DoubleMatrix matrix);

    /** @throws ArithmeticException if LAPACK's code is not 0 */
    static void requireSuccess(String what, int code) {
        if (code != 0) {
            throw new ArithmeticException("the " + what + " decomposition failed with LAPACK code " + code);
        }
    }
}
