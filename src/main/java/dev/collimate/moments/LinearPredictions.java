package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;

/** The moments of p = W x + b over rows, from those of x: with deviations from means, sum w p p' = W Sxx W'. */
final class LinearPredictions {
    private LinearPredictions() {}

    /**
     * @param centring of the inputs of {@code moments}, from their mean
     * @param weights W, outputDim x inputDim
     * @param intercept b, 1 x outputDim
     * @param actuals as {@link SpreadSums#actualMoment}, of the same rows; held, not copied
     */
    static SpreadSums of(
            MomentSums moments, Centring centring, Matrix weights, Matrix intercept, DoubleMatrix actuals, Blas blas) {
        int outputDim = moments.outputDim();
        double[] mean = intercept.toDoubleArray();
        for (int i = 0; i < outputDim; i++) {
            for (int j = 0; j < moments.inputDim(); j++) {
                mean[i] += weights.get(i, j) * centring.mean(j);
            }
        }
        DoubleMatrix cross = new DoubleMatrix(outputDim, moments.inputDim());
        blas.gemm(false, false, 1, weights, centring.inputProducts(), 0, cross);
        DoubleMatrix products = new DoubleMatrix(outputDim, outputDim);
        blas.gemm(false, true, 1, cross, weights, 0, products);
        double agreement =
                centring.crossProducts(moments.crossMoment(), outputDim).dot((DoubleMatrix) weights);
        return SpreadSums.of(mean, products, agreement, actuals);
    }
}
