package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;

/** The pseudo-inverse of a symmetric positive semidefinite matrix plus a ridge. */
final class EigenInverse {
    private final DoubleMatrix inverse;
    private final int rank;

    /**
     * Of the matrix that {@code eigen} decomposes.
     *
     * @param least eigenvalues up to this count as zero
     * @param ridge at least 0; added to every eigenvalue
     */
    EigenInverse(LinearAlgebra.Eigen eigen, double least, double ridge, Blas blas) {
        int n = eigen.values().length;
        DoubleMatrix scaled = new DoubleMatrix(eigen.vectors().toDoubleArray(), 0, n, n);
        int above = 0;
        for (int k = 0; k < n; k++) {
            double value = eigen.values()[k] > least ? eigen.values()[k] : 0;
            above += value > 0 ? 1 : 0;
            double factor = value > 0 || ridge > least ? 1 / (value + ridge) : 0;
            for (int j = 0; j < n; j++) {
                scaled.set(k, j, factor * scaled.get(k, j));
            }
        }
        this.inverse = new DoubleMatrix(n, n);
        blas.gemm(true, false, 1, eigen.vectors(), scaled, 0, inverse);
        this.rank = above;
    }

    /** Number of eigenvalues above the cut, without the ridge. */
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
