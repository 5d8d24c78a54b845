package dev.collimate.objective;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;

/** The pseudo-inverse of a symmetric positive semidefinite matrix, with small eigenvalues taken as zero. */
final class EigenInverse {
    private final DoubleMatrix inverse;
    private final int rank;

    private EigenInverse(DoubleMatrix inverse, int rank) {
        this.inverse = inverse;
        this.rank = rank;
    }

    /**
     * The pseudo-inverse.
     *
     * @param cut share of the largest eigenvalue below which one counts as zero
     */
    static EigenInverse pseudo(DoubleMatrix symmetric, double cut, LinearAlgebra algebra, Blas blas) {
        LinearAlgebra.Eigen eigen = algebra.eigen(symmetric);
        double least = cut * eigen.values()[symmetric.rows() - 1];
        int n = eigen.values().length;
        DoubleMatrix scaled = new DoubleMatrix(eigen.vectors().toDoubleArray(), 0, n, n);
        int rank = 0;
        for (int k = 0; k < n; k++) {
            double factor = eigen.values()[k] > least ? 1 / eigen.values()[k] : 0;
            rank += factor == 0 ? 0 : 1;
            for (int j = 0; j < n; j++) {
                scaled.set(k, j, factor * scaled.get(k, j));
            }
        }
        DoubleMatrix inverse = new DoubleMatrix(n, n);
        blas.gemm(true, false, 1, eigen.vectors(), scaled, 0, inverse);
        return new EigenInverse(inverse, rank);
    }

    /** Number of eigenvalues above the cut. */
    int rank() {
        return rank;
    }

    /** matrix * inverse. */
    DoubleMatrix applyRight(DoubleMatrix matrix, Blas blas) {
        DoubleMatrix product = new DoubleMatrix(matrix.rows(), matrix.columns());
        blas.gemm(false, false, 1, matrix, inverse, 0, product);
        return product;
    }
}
