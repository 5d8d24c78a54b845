package dev.collimate.math;

import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/**
 * Decomposes in Java arrays, by netlib. Its native front holds them where they are: until a call ends no garbage is
 * collected, and threads that need memory wait.
 */
record ArrayDecomposer(LAPACK lapack) implements Decomposer {
    @Override
    public DoubleMatrix eigen(DoubleMatrix symmetric, double[] values) {
        int n = symmetric.rows();
        double[] vectors = symmetric.toDoubleArray();
        double[] workSize = new double[1];
        int[] integerWorkSize = new int[1];
        intW info = new intW(0);
        lapack.dsyevd("V", "U", n, vectors, n, values, workSize, -1, integerWorkSize, -1, info);
        Decomposer.requireSuccess("eigenvalue", info.val);
        double[] work = new double[(int) workSize[0]];
        int[] integerWork = new int[integerWorkSize[0]];
        lapack.dsyevd("V", "U", n, vectors, n, values, work, work.length, integerWork, integerWork.length, info);
        Decomposer.requireSuccess("eigenvalue", info.val);
        // LAPACK's columns are our rows.
        return new DoubleMatrix(vectors, 0, n, n);
    }

    @Override
    public Factors svd(DoubleMatrix matrix) {
        int m = matrix.rows();
        int n = matrix.columns();
        int k = Math.min(m, n);
        double[] a = matrix.toDoubleArray();
        double[] values = new double[k];
        double[] u = new double[m * k];
        // k x n are used; netlib 3.2 asks for the n x n that the full V would need.
        double[] vTransposed = new double[n * n];
        int[] integerWork = new int[8 * k];
        double[] workSize = new double[1];
        intW info = new intW(0);
        // The row-major A is the column-major A' = V * diag(values) * U', so the roles of U and V change.
        lapack.dgesdd("S", n, m, a, n, values, vTransposed, n, u, k, workSize, -1, integerWork, info);
        Decomposer.requireSuccess("singular value", info.val);
        double[] work = new double[(int) workSize[0]];
        lapack.dgesdd("S", n, m, a, n, values, vTransposed, n, u, k, work, work.length, integerWork, info);
        Decomposer.requireSuccess("singular value", info.val);
        return new Factors(new DoubleMatrix(u, 0, m, k), values, new DoubleMatrix(vTransposed, 0, k, n));
    }
}
