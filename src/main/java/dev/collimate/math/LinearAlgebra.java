package dev.collimate.math;

import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/** Decompositions of double matrices, by LAPACK. Stateless and safe for any number of threads. */
public final class LinearAlgebra {
    private final LAPACK lapack;

    private LinearAlgebra(LAPACK lapack) {
        this.lapack = lapack;
    }

    /**
     * The LAPACK that goes with {@code choice}: the native one where products are native, else netlib's Java.
     *
     * @throws IllegalStateException if a choice other than auto does not load, saying why
     */
    public static LinearAlgebra of(BlasChoice choice) {
        return new LinearAlgebra(KernelLoader.load(choice).lapack());
    }

    /**
     * Eigenvalues in ascending order and eigenvectors of a symmetric matrix.
     *
     * @param values n of them
     * @param vectors n x n; row i is the unit eigenvector of value i
     */
    public record Eigen(double[] values, DoubleMatrix vectors) {
        public Eigen {
            vectors.requireShape(values.length, values.length);
        }
    }

    /**
     * Thin singular value decomposition A = U * diag(values) * V', with k = min(m, n).
     *
     * @param u m x k, orthonormal columns
     * @param values k of them, descending
     * @param vTransposed k x n, orthonormal rows
     */
    public record Svd(DoubleMatrix u, double[] values, DoubleMatrix vTransposed) {}

    /**
     * Decomposes a symmetric matrix, n x n; not changed, and only one triangle is read.
     *
     * @throws ArithmeticException if the iteration does not converge, or an element is not finite
     */
    public Eigen eigen(DoubleMatrix symmetric) {
        long started = System.nanoTime();
        int n = symmetric.rows();
        double[] vectors = symmetric.toDoubleArray();
        requireFinite(vectors);
        double[] values = new double[n];
        double[] workSize = new double[1];
        int[] integerWorkSize = new int[1];
        intW info = new intW(0);
        lapack.dsyevd("V", "U", n, vectors, n, values, workSize, -1, integerWorkSize, -1, info);
        requireSuccess("eigenvalue", info);
        double[] work = new double[(int) workSize[0]];
        int[] integerWork = new int[integerWorkSize[0]];
        lapack.dsyevd("V", "U", n, vectors, n, values, work, work.length, integerWork, integerWork.length, info);
        requireSuccess("eigenvalue", info);
        DecompositionListener.tell(Decomposition.EIGENVALUES, n, n, started);
        // LAPACK's columns are our rows.
        return new Eigen(values, new DoubleMatrix(vectors, 0, n, n));
    }

    /**
     * Decomposes an m x n matrix, which is not changed.
     *
     * @throws ArithmeticException if the iteration does not converge, or an element is not finite
     */
    public Svd svd(DoubleMatrix matrix) {
        long started = System.nanoTime();
        int m = matrix.rows();
        int n = matrix.columns();
        int k = Math.min(m, n);
        double[] a = matrix.toDoubleArray();
        requireFinite(a);
        double[] values = new double[k];
        double[] u = new double[m * k];
        // k x n are used; netlib 3.2 asks for the n x n that the full V would need.
        double[] vTransposed = new double[n * n];
        int[] integerWork = new int[8 * k];
        double[] workSize = new double[1];
        intW info = new intW(0);
        // The row-major A is the column-major A' = V * diag(values) * U', so the roles of U and V change.
        lapack.dgesdd("S", n, m, a, n, values, vTransposed, n, u, k, workSize, -1, integerWork, info);
        requireSuccess("singular value", info);
        double[] work = new double[(int) workSize[0]];
        lapack.dgesdd("S", n, m, a, n, values, vTransposed, n, u, k, work, work.length, integerWork, info);
        requireSuccess("singular value", info);
        DecompositionListener.tell(Decomposition.SINGULAR_VALUES, m, n, started);
        return new Svd(new DoubleMatrix(u, 0, m, k), values, new DoubleMatrix(vTransposed, 0, k, n));
    }

    /**
     * L of A = L L' for a positive definite A, n x n, of which only the lower triangle is read.
     *
     * @param matrix the lower triangle is overwritten by L
     * @throws ArithmeticException if the matrix is not positive definite, or an element is not finite
     */
    void cholesky(DoubleMatrix matrix) {
        int n = matrix.rows();
        intW info = new intW(0);
        // The row-major lower triangle is LAPACK's column-major upper one.
        lapack.dpotrf("U", n, matrix.data(), matrix.offset(), n, info);
        boolean positive = info.val == 0;
        for (int i = 0; i < n && positive; i++) {
            positive = Double.isFinite(matrix.get(i, i));
        }
        if (!positive) {
            throw new ArithmeticException("the matrix is not positive definite; its pivot " + info.val + " fails");
        }
    }

    /**
     * X := X L'^-1, or, transposed, X L^-1.
     *
     * @param lower n x n; only its lower triangle is read
     * @param x any x n; overwritten
     */
    void solveLower(DoubleMatrix lower, boolean transposed, DoubleMatrix x) {
        int n = lower.rows();
        intW info = new intW(0);
        lapack.dtrtrs(
                "U",
                transposed ? "N" : "T",
                "N",
                n,
                x.rows(),
                lower.data(),
                lower.offset(),
                n,
                x.data(),
                x.offset(),
                n,
                info);
        requireSuccess("triangular", info);
    }

    private static void requireFinite(double[] elements) {
        for (double element : elements) {
            if (!Double.isFinite(element)) {
                throw new ArithmeticException("cannot decompose a matrix with an element that is " + element);
            }
        }
    }

    private static void requireSuccess(String what, intW info) {
        if (info.val != 0) {
            throw new ArithmeticException("the " + what + " decomposition failed with LAPACK code " + info.val);
        }
    }
}
