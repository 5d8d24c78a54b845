package dev.collimate.moments;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;

/**
 * What an intercept does to sums of products with (x, 1): it fits the mean whatever the weights are, so the weights see x
 * only by its deviation from its mean. Solving for them apart keeps an intercept exact where x is long or short.
 *
 * @param inputSums sum of w (x, 1) (x, 1)', (inputDim + 1) x (inputDim + 1)
 * @param centred false where there is no intercept: then products stay as they are
 */
record Centring(DoubleMatrix inputSums, boolean centred) {
    Centring {
        int size = Math.max(1, inputSums.rows());
        inputSums.requireShape(size, size);
    }

    /**
     * Eigenvalues of the inputs' correlations up to this share of the largest count as zero. A direction of the share e
     * needs weights of 1 / sqrt(e), so that a float32 prediction (6e-8 of its terms) is off by the share 6e-8 / sqrt(e) of
     * what the direction adds: 6 percent at the cut. The rounding of double sums and of float32 inputs on a plane, both
     * near 1e-15, lies far below it.
     */
    static final double EIGENVALUE_CUT = 1e-12;

    /** Relative error, with a margin, of sums of products that the product of the means is taken off. */
    private static final double CANCELLATION = 1e-12;

    /**
     * An input counts from a standard deviation of 1e-30: below, float32 products of it with the gradient of a prediction
     * near its actual fall out of float32's range, differently on machines that flush such numbers to zero.
     */
    private static final double LEAST_VARIANCE = 1e-60;

    private int inputDim() {
        return inputSums.rows() - 1;
    }

    /** Sum of w. */
    double weight() {
        return inputSums.get(inputDim(), inputDim());
    }

    /** Element j of the weighted mean of x; 0 if there is no weight, or nothing is centred. */
    double mean(int j) {
        return centred && weight() > 0 ? inputSums.get(inputDim(), j) / weight() : 0;
    }

    /**
     * For each input 1 / sqrt(sum of w (x - mean)^2 + ridge), which makes the products' diagonal 1 whatever the units; 0
     * where both are no more than rounding error, or out of float32's range.
     *
     * @param ridge at least 0
     */
    double[] scales(double ridge) {
        double[] scales = new double[inputDim()];
        for (int j = 0; j < inputDim(); j++) {
            double counted = variation(j) + ridge;
            scales[j] = counted > 0 ? 1 / Math.sqrt(counted) : 0;
        }
        return scales;
    }

    /**
     * The least eigenvalues that count, of products between inputs times their scales; up to them lie directions in which
     * inputs do not vary, whose eigenvalues are rounding noise: that of the inputs themselves, and, direction by
     * direction, that of taking the mean off long inputs.
     */
    double[] leastEigenvalues(LinearAlgebra.Eigen eigen, double[] scales) {
        double[] least = new double[inputDim()];
        for (int k = 0; k < inputDim(); k++) {
            double noise = 0;
            for (int j = 0; j < inputDim() && centred; j++) {
                double share = eigen.vectors().get(k, j) * scales[j];
                noise += share * share * inputSums.get(j, j);
            }
            least[k] = Math.max(EIGENVALUE_CUT * eigen.values()[inputDim() - 1], CANCELLATION * noise);
        }
        return least;
    }

    /** Sum of w |x - mean|^2 over the inputs that vary. */
    double variation() {
        double variation = 0;
        for (int j = 0; j < inputDim(); j++) {
            variation += variation(j);
        }
        return variation;
    }

    /** Whether input j does. */
    boolean varies(int j) {
        return variation(j) > 0;
    }

    /** Of input j; 0 where it is no more than the rounding error of taking the mean off, or out of float32's range. */
    private double variation(int j) {
        double squares = inputSums.get(j, j);
        double variation = squares - (centred ? inputSums.get(j, inputDim()) * mean(j) : 0);
        return variation > Math.max(CANCELLATION * squares, LEAST_VARIANCE * weight()) ? variation : 0;
    }

    /** Sum of w (x - mean) (x - mean)', inputDim x inputDim; 0 for an input that does not vary, not rounding noise. */
    DoubleMatrix inputProducts() {
        DoubleMatrix products = crossProducts(inputSums, inputDim());
        for (int i = 0; i < inputDim(); i++) {
            for (int j = 0; j < inputDim() && !varies(i); j++) {
                products.set(i, j, 0);
            }
        }
        return products;
    }

    /**
     * Sum of w y (x - mean)', rows x inputDim; 0 for an input that does not vary, not rounding noise.
     *
     * @param sums as in {@link #products}
     */
    DoubleMatrix crossProducts(DoubleMatrix sums, int rows) {
        DoubleMatrix products = products(sums, rows);
        for (int j = 0; j < inputDim(); j++) {
            for (int i = 0; i < rows && !varies(j); i++) {
                products.set(i, j, 0);
            }
        }
        return products;
    }

    /**
     * Sum of w y (x - mean)', rows x inputDim.
     *
     * @param sums sum of w y (x, 1)', at least {@code rows} x (inputDim + 1); not centred, of w y x'
     */
    DoubleMatrix products(DoubleMatrix sums, int rows) {
        DoubleMatrix products = new DoubleMatrix(rows, inputDim());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < inputDim(); j++) {
                products.set(i, j, sums.get(i, j) - (centred ? sums.get(i, inputDim()) * mean(j) : 0));
            }
        }
        return products;
    }
}
