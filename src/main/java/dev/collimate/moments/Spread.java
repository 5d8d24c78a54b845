package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
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
    /** With the matrix scale s B, for predictions and actuals of those means. */
    static Spread of(DoubleMatrix matrix, SpreadSums sums) {
        double[] mean = sums.mean(sums.predictions);
        double[] shift = sums.mean(sums.actuals);
        for (int i = 0; i < shift.length; i++) {
            for (int j = 0; j < shift.length; j++) {
                shift[i] -= matrix.get(i, j) * mean[j];
            }
        }
        return new Spread(matrix, shift);
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
