package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import java.util.Optional;

/**
 * The linear map whose predictions are parallel to the actuals, by the direct linear transform (Abdel-Aziz and Karara,
 * "Direct linear transformation from comparator coordinates into object space coordinates", 1971; Hartley and Zisserman,
 * "Multiple View Geometry", 2004, section 4.1): of all maps with a mean |p|^2 of 1 the one with the least mean of
 * |p - (p'y^) y^|^2, an eigenvector. Where actuals are predictions without noise this is the map itself, which a search
 * by Kronecker factors needs many steps for where outputs are few. Elsewhere long predictions count for too much.
 *
 * @param weights (W b), coordinates x (inputDim + 1), with b = 0 where there is no intercept
 * @param standardised W in directions in which inputs vary by 1 and apart, coordinates x their number
 */
record DirectTransform(DoubleMatrix weights, DoubleMatrix standardised) {
    /** With more coordinates the curvatures of rows differ little, and a search needs no help. */
    private static final int MOST_COORDINATES = 8;

    /** Whose matrix is decomposed in a fraction of a second. */
    private static final int MOST_PARAMETERS = 1200;

    /** Rows for each parameter: that many see whether there is a map. */
    private static final long ROWS_PER_PARAMETER = 100;

    /** A second of a pass. */
    private static final long MOST_MULTIPLICATIONS = 10_000_000_000L;

    /** Mean of |p - (p'y^) y^|^2 over that of |p|^2 up to which predictions and actuals are parallel but for rounding. */
    private static final double PARALLEL = 1e-9;

    /** How many of the first rows are summed up. */
    static long mostRows(int coordinates, int inputDim) {
        long parameters = coordinates * (inputDim + 1L);
        return Math.min(ROWS_PER_PARAMETER * parameters, MOST_MULTIPLICATIONS / (parameters * parameters));
    }

    /** Whether the sums are worth a pass's while. */
    static boolean suits(int coordinates, int inputDim) {
        return coordinates > 1 && coordinates <= MOST_COORDINATES && coordinates * (inputDim + 1) <= MOST_PARAMETERS;
    }

    /**
     * Empty where no map is parallel to the actuals, or more than one.
     *
     * @param cross sum of w y^ (x, 1)', coordinates x (inputDim + 1): predictions point to the side of actuals in the mean
     * @throws ArithmeticException if an element of the sums is not finite
     */
    static Optional<DirectTransform> of(
            DirectTransformSums sums, boolean fitIntercept, DoubleMatrix cross, BlasChoice choice) {
        Blas blas = Blas.of(choice);
        LinearAlgebra algebra = LinearAlgebra.of(choice);
        DoubleMatrix products = sums.inputs();
        DoubleMatrix axes = axes(new Centring(products, fitIntercept), fitIntercept, algebra);
        double weight = products.get(products.rows() - 1, products.rows() - 1);
        int directions = axes.rows() - (fitIntercept ? 1 : 0);
        if (directions == 0 || !(weight > 0)) {
            return Optional.empty();
        }
        LinearAlgebra.Eigen eigen = algebra.eigen(matrix(sums, axes, weight, blas));
        if (Math.abs(eigen.values()[0]) > PARALLEL || eigen.values()[1] <= PARALLEL) {
            return Optional.empty();
        }
        DoubleMatrix found = new DoubleMatrix(eigen.vectors().data(), 0, sums.coordinates(), axes.rows());
        DoubleMatrix weights = new DoubleMatrix(sums.coordinates(), axes.columns());
        blas.gemm(false, false, 1, found, axes, 0, weights);
        double sign = weights.dot(cross) < 0 ? -1 : 1;
        return Optional.of(
                new DirectTransform(times(sign, weights, weights.columns()), times(sign, found, directions)));
    }

    /** Directions of z = (x, 1), rows of 1 x (inputDim + 1), whose products with it are apart and have a mean square of 1. */
    private static DoubleMatrix axes(Centring centring, boolean fitIntercept, LinearAlgebra algebra) {
        StandardisedInputs inputs = StandardisedInputs.of(centring, 0, algebra);
        int inputDim = inputs.scales().length;
        DoubleMatrix axes = new DoubleMatrix(inputs.rank() + (fitIntercept ? 1 : 0), inputDim + 1);
        int row = 0;
        for (int k = 0; k < inputDim; k++) {
            if (inputs.value(k) > 0) {
                double factor = Math.sqrt(centring.weight() / inputs.value(k));
                double mean = 0;
                for (int j = 0; j < inputDim; j++) {
                    axes.set(
                            row,
                            j,
                            factor
                                    * inputs.scales()[j]
                                    * inputs.eigen().vectors().get(k, j));
                    mean += axes.get(row, j) * centring.mean(j);
                }
                axes.set(row++, inputDim, -mean);
            }
        }
        if (fitIntercept) {
            axes.set(row, inputDim, 1);
        }
        return axes;
    }

    /** The mean of |p - (p'y^) y^|^2 as a quadratic form of p's coordinates in the axes. */
    private static DoubleMatrix matrix(DirectTransformSums sums, DoubleMatrix axes, double weight, Blas blas) {
        int n = axes.rows();
        DoubleMatrix matrix = new DoubleMatrix(sums.coordinates() * n, sums.coordinates() * n);
        DoubleMatrix half = new DoubleMatrix(n, axes.columns());
        DoubleMatrix product = new DoubleMatrix(n, n);
        for (int a = 0; a < sums.coordinates(); a++) {
            for (int b = 0; b < sums.coordinates(); b++) {
                blas.gemm(false, false, 1 / weight, axes, sums.pair(a, b), 0, half);
                blas.gemm(false, true, 1, half, axes, 0, product);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        matrix.set(a * n + i, b * n + j, product.get(i, j));
                    }
                }
            }
        }
        return matrix;
    }

    private static DoubleMatrix times(double sign, DoubleMatrix matrix, int columns) {
        DoubleMatrix copy = new DoubleMatrix(matrix.rows(), columns);
        for (int i = 0; i < copy.rows(); i++) {
            for (int j = 0; j < columns; j++) {
                copy.set(i, j, sign * matrix.get(i, j));
            }
        }
        return copy;
    }
}
