package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;

/**
 * The curvature of an angular loss for a linear map by moments alone. Where predictions are of nearly equal length, k / s^2
 * is nearly the same for every row: then H = mean(w k / s^2 z z') is its mean times the second moments of z = (x, 1), whose
 * decomposition least squares has made already, and p^ p^' is p p' over the mean of |p|^2.
 *
 * @param centring of sum of w z z'
 * @param inputs its decomposition
 * @param predictions mean of w p p', outputDim x outputDim
 * @param mean of the predictions, outputDim x 1
 */
public record MomentCurvature(
        LinearMap map, Centring centring, StandardisedInputs inputs, DoubleMatrix predictions, DoubleMatrix mean) {
    /** Mean of 1 - |cos|: 46 degrees. */
    private static final double MOST_DISTANCE = 0.3;

    /** Standard deviation of |p|^2, or of k / s^2, over its mean, up to which rows count as alike. */
    private static final double MOST_VARIATION = 0.5;

    /**
     * @param parameters of the map
     * @param moments sum of w z z', (inputDim + 1) x (inputDim + 1)
     * @param inputs decomposed for the map's kind of intercept
     */
    static MomentCurvature of(
            LinearMap map, double[] parameters, DoubleMatrix moments, StandardisedInputs inputs, BlasChoice choice) {
        int one = map.inputDim();
        int outputs = map.outputDim();
        double weight = moments.get(one, one);
        DoubleMatrix augmented = map.augmented(parameters);
        Blas blas = Blas.of(choice);
        DoubleMatrix half = new DoubleMatrix(outputs, one + 1);
        blas.gemm(false, false, 1 / weight, augmented, moments, 0, half);
        DoubleMatrix predictions = new DoubleMatrix(outputs, outputs);
        blas.gemm(false, true, 1, half, augmented, 0, predictions);
        DoubleMatrix mean = new DoubleMatrix(outputs, 1);
        for (int i = 0; i < outputs; i++) {
            mean.set(i, 0, half.get(i, one));
        }
        return new MomentCurvature(map, new Centring(moments, map.fitIntercept()), inputs, predictions, mean);
    }

    /** Mean of |p|^2. */
    private double squares() {
        double trace = 0;
        for (int i = 0; i < predictions.rows(); i++) {
            trace += predictions.get(i, i);
        }
        return trace;
    }

    /**
     * Standard deviation of |p|^2 over its mean, if predictions were normal: with covariance C and mean m the variance is
     * 2 tr(C C) + 4 m' C m.
     */
    double variation() {
        double variance = 0;
        for (int i = 0; i < predictions.rows(); i++) {
            for (int j = 0; j < predictions.rows(); j++) {
                double product = mean.get(i, 0) * mean.get(j, 0);
                double covariance = predictions.get(i, j) - product;
                variance += covariance * (2 * covariance + 4 * product);
            }
        }
        return Math.sqrt(Math.max(0, variance)) / squares();
    }

    /** Whether predictions promise to be of nearly equal length, before a pass has seen them. */
    public boolean promisesEvenLengths() {
        return variation() <= MOST_VARIATION;
    }

    /** Whether k / s^2 was as even, of predictions near enough to their actuals for k to stay as it is. */
    public static boolean isEven(CurvatureLengths.Sums seen) {
        return seen.variation() <= MOST_VARIATION && seen.distance() <= MOST_DISTANCE;
    }

    /** @param meanCurvature mean of k / s^2 over the rows */
    public KroneckerPreconditioner preconditioner(double meanCurvature, Reduction reduction, BlasChoice choice) {
        double weight = centring.weight();
        DoubleMatrix directions = new DoubleMatrix(predictions.rows(), predictions.rows());
        double squares = squares();
        for (int i = 0; i < directions.rows(); i++) {
            for (int j = 0; j < directions.rows(); j++) {
                directions.set(i, j, (i == j ? 1 : 0) - predictions.get(i, j) / squares);
            }
        }
        LayerFactors.Inputs scaled =
                new LayerFactors.Inputs(inputs, meanCurvature * (reduction == Reduction.MEAN ? 1 / weight : 1));
        LayerFactors.Outputs outputs =
                LayerFactors.Outputs.of(directions, KroneckerPreconditioner.LEAST_OUTPUT_EIGENVALUE, choice);
        return new KroneckerPreconditioner(map, centring, new LayerFactors(scaled, outputs, 0, choice));
    }
}
