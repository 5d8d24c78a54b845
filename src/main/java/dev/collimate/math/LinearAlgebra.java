package dev.collimate.math;

import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/** Decompositions of double matrices, by LAPACK. Stateless and safe for any number of threads. */
public final class LinearAlgebra {
    /** Elements from which on a decomposition takes a tenth of a second or more, and copies next to nothing of that. */
    private static final int LARGE = 1 << 20;

    private final LAPACK lapack;
    private final Decomposer small;
    private final Decomposer large;

    private LinearAlgebra(Kernel kernel) {
        this.lapack = kernel.lapack();
        this.small = new ArrayDecomposer(lapack);
        this.large = kernel.large();
    }

    /**
     * The LAPACK that goes with {@code choice}: the native one where products are native, else netlib's Java.
     *
     * @throws IllegalStateException if a choice other than auto does not load, saying why
     */
    public static LinearAlgebra of(BlasChoice choice) {
        return new LinearAlgebra(KernelLoader.load(choice));
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
        requireFinite(symmetric);
        double[] values = new double[symmetric.rows()];
        DoubleMatrix vectors = decomposer(symmetric).eigen(symmetric, values);
        DecompositionListener.tell(Decomposition.EIGENVALUES, symmetric.rows(), symmetric.columns(), started);
        return new Eigen(values, vectors);
    }

    /**
     * Decomposes an m x n matrix, which is not changed.
     *
     * @throws ArithmeticException if the iteration does not converge, or an element is not finite
     */
    public Svd svd(DoubleMatrix matrix) {
        long started = System.nanoTime();
        requireFinite(matrix);
        Decomposer.Factors factors = decomposer(matrix).svd(matrix);
        DecompositionListener.tell(Decomposition.SINGULAR_VALUES, matrix.rows(), matrix.columns(), started);
        return new Svd(factors.u(), factors.values(), factors.vTransposed());
    }

    private Decomposer decomposer(DoubleMatrix matrix) {
        return matrix.size() < LARGE ? small : large;
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
        Decomposer.requireSuccess("triangular", info.val);
    }

    private static void requireFinite(DoubleMatrix matrix) {
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                if (!Double.isFinite(matrix.get(i, j))) {
                    throw new ArithmeticException(
                            "cannot decompose a matrix with an element that is " + matrix.get(i, j));
                }
            }
        }
    }
}
