package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.math.Matrix;

/**
 * Predictions spread out to the covariance of the unit actuals, as far as asked for. Least squares predicts the mean of
 * what it is unsure of, so its predictions crowd around mean y^, and neighbours are lost; undone by
 *
 * <pre>p' = mean y^ + scale B (s p - mean s p),   B = Syy^(t/2) Spp^(-t/2)</pre>
 *
 * with the covariances of predictions s p and unit actuals, where s brings predictions nearest to unit actuals: as an angle
 * does not see their length, a search may end at any. s is 1 for least squares. t = 0 leaves directions from the mean
 * alone, t = 1 gives predictions the actuals' covariance.
 *
 * @param matrix scale s B, outputDim x outputDim
 * @param shift mean y^ - scale s B mean p
 */
public record Spread(DoubleMatrix matrix, double[] shift) {
    /** Of the largest eigenvalue: what is added to each of Spp, and up to which one counts as zero. */
    private static final double LEAST = 1e-9;

    /**
     * @param amount t in [0, 1]
     * @param scale above 0
     * @throws ArithmeticException if predictions are zero, or point away from their actuals
     */
    public static Spread of(SpreadSums sums, double amount, double scale, BlasChoice choice) {
        Blas blas = Blas.of(choice);
        int n = sums.outputDim();
        double fitting = sums.fittingScale();
        DoubleMatrix matrix = new DoubleMatrix(n, n);
        if (amount == 0) {
            for (int i = 0; i < n; i++) {
                matrix.set(i, i, scale * fitting);
            }
        } else {
            LinearAlgebra algebra = LinearAlgebra.of(choice);
            DoubleMatrix actuals = power(sums.covariance(sums.actuals), amount / 2, blas, algebra);
            DoubleMatrix predictions = power(sums.covariance(sums.predictions), -amount / 2, blas, algebra);
            // The powers are of p; those of s p have the factor s^-t.
            blas.gemm(false, false, scale * Math.pow(fitting, 1 - amount), actuals, predictions, 0, matrix);
        }
        double[] mean = sums.mean(sums.predictions);
        double[] shift = sums.mean(sums.actuals);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                shift[i] -= matrix.get(i, j) * mean[j];
            }
        }
        return new Spread(matrix, shift);
    }

    /** symmetric^exponent over the eigenvalues that count; 0 over the others. */
    private static DoubleMatrix power(DoubleMatrix symmetric, double exponent, Blas blas, LinearAlgebra algebra) {
        LinearAlgebra.Eigen eigen = algebra.eigen(symmetric);
        int n = symmetric.rows();
        double largest = Math.max(0, eigen.values()[n - 1]);
        DoubleMatrix scaled = new DoubleMatrix(n, n);
        for (int k = 0; k < n; k++) {
            double value = eigen.values()[k];
            double shifted = exponent < 0 ? value + LEAST * largest : value;
            double factor = value > LEAST * largest ? Math.pow(shifted, exponent) : 0;
            for (int j = 0; j < n; j++) {
                scaled.set(k, j, factor * eigen.vectors().get(k, j));
            }
        }
        DoubleMatrix power = new DoubleMatrix(n, n);
        blas.gemm(true, false, 1, eigen.vectors(), scaled, 0, power);
        return power;
    }

    /** Overwrites weights W, outputDim x any, by the matrix times W. */
    void transform(Matrix weights, Blas blas) {
        DoubleMatrix old = new DoubleMatrix(weights.toDoubleArray(), 0, weights.rows(), weights.columns());
        DoubleMatrix product = new DoubleMatrix(weights.rows(), weights.columns());
        blas.gemm(false, false, 1, matrix, old, 0, product);
        weights.copyFrom(product);
    }

    /** Overwrites an intercept b, 1 x outputDim, by the matrix times b, plus the shift. */
    void transformIntercept(Matrix intercept) {
        double[] old = intercept.toDoubleArray();
        for (int i = 0; i < shift.length; i++) {
            double sum = shift[i];
            for (int j = 0; j < shift.length; j++) {
                sum += matrix.get(i, j) * old[j];
            }
            intercept.set(0, i, sum);
        }
    }
}
