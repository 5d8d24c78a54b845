package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import java.util.Arrays;

/**
 * Second moments S of inputs by the eigenvalues of D S D, where D makes the diagonal 1: which directions count, and how
 * well they are solved for, then does not depend on the units of any input.
 *
 * @param scales the diagonal of D; 0 for an input that neither varies nor has a ridge
 * @param eigen of D S D
 * @param least for each eigenvalue; up to this it counts as zero
 */
record StandardisedInputs(double[] scales, LinearAlgebra.Eigen eigen, double[] least) {
    StandardisedInputs {
        eigen.vectors().requireShape(scales.length, scales.length);
        eigen.vectors().requireShape(least.length, least.length);
    }

    /**
     * @param ridge at least 0; added to the diagonal of S
     * @throws ArithmeticException if an element is not finite
     */
    static StandardisedInputs of(Centring centring, double ridge, LinearAlgebra algebra) {
        DoubleMatrix products = centring.inputProducts();
        double[] scales = centring.scales(ridge);
        for (int i = 0; i < scales.length; i++) {
            products.set(i, i, products.get(i, i) + ridge);
        }
        for (int i = 0; i < scales.length; i++) {
            for (int j = 0; j < scales.length; j++) {
                products.set(i, j, products.get(i, j) * scales[i] * scales[j]);
            }
        }
        LinearAlgebra.Eigen eigen = algebra.eigen(products);
        double[] noisy = scales.clone();
        for (int j = 0; j < noisy.length; j++) {
            // The ridge alone, without noise.
            noisy[j] = centring.varies(j) ? noisy[j] : 0;
        }
        return new StandardisedInputs(scales, eigen, centring.leastEigenvalues(eigen, noisy));
    }

    /** With D = I: for a Hessian with a ridge, which is the same along every input as it stands. */
    static StandardisedInputs unscaled(Centring centring, LinearAlgebra algebra) {
        DoubleMatrix products = centring.inputProducts();
        double[] scales = new double[products.rows()];
        Arrays.fill(scales, 1);
        LinearAlgebra.Eigen eigen = algebra.eigen(products);
        return new StandardisedInputs(scales, eigen, centring.leastEigenvalues(eigen, scales));
    }

    /** Eigenvalue k, or 0 if it does not count. */
    double value(int k) {
        return eigen.values()[k] > least[k] ? eigen.values()[k] : 0;
    }

    /** Number of eigenvalues that count. */
    int rank() {
        int rank = 0;
        for (int k = 0; k < least.length; k++) {
            rank += value(k) > 0 ? 1 : 0;
        }
        return rank;
    }

    /**
     * matrix D (D S D)^+ D, as a new matrix; directions that do not count add nothing. In turns: the product of the three as
     * one matrix holds its least directions only to the rounding error of 1 / the least eigenvalue.
     */
    DoubleMatrix solve(DoubleMatrix matrix, Blas blas) {
        DoubleMatrix rotated = rotated(scaled(matrix), true, blas);
        for (int k = 0; k < rotated.columns(); k++) {
            double factor = value(k) > 0 ? 1 / value(k) : 0;
            for (int i = 0; i < rotated.rows(); i++) {
                rotated.set(i, k, factor * rotated.get(i, k));
            }
        }
        return scaled(rotated(rotated, false, blas));
    }

    /** The columns of {@code matrix} in the axes of the eigenvectors, which are rows; not {@code into} them, back again. */
    DoubleMatrix rotated(DoubleMatrix matrix, boolean into, Blas blas) {
        DoubleMatrix product = new DoubleMatrix(matrix.rows(), matrix.columns());
        blas.gemm(false, into, 1, matrix, eigen.vectors(), 0, product);
        return product;
    }

    /** matrix D, as a new matrix. */
    DoubleMatrix scaled(DoubleMatrix matrix) {
        DoubleMatrix scaled = new DoubleMatrix(matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                scaled.set(i, j, matrix.get(i, j) * scales[j]);
            }
        }
        return scaled;
    }
}
