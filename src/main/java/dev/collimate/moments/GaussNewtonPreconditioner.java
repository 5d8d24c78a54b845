package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.optim.Preconditioner;

/**
 * The inverse of the whole Gauss-Newton matrix of a linear map of few outputs, for an angular loss (Nocedal and Wright,
 * "Numerical Optimization", 2006, section 10.3): sum of w (k / s^2) (I - p^ p^') x z z', with k, s, p^ and z of
 * {@link CurvatureSums}. Where outputs are few, some predictions are near zero and curve the loss by far more than others,
 * each across its own direction: no Kronecker product is near that. Directions in which nothing curves, the length of
 * predictions among them, have no step.
 *
 * @param inverse of the matrix of (W b), row by row, with x less its mean where there is an intercept
 * @param means of the inputs, 1 x inputDim; 0 without an intercept
 */
public record GaussNewtonPreconditioner(LinearMap map, DoubleMatrix inverse, DoubleMatrix means, BlasChoice choice)
        implements Preconditioner {
    /** With more outputs the curvatures of rows differ little, and a pass has to add up too many products. */
    private static final int MOST_OUTPUTS = 4;

    /** So many parameters are decomposed at each step in a tenth of a second, on any machine. */
    private static final int MOST_PARAMETERS = 300;

    /**
     * Mean of 1 - |cos| up to which the Gauss-Newton matrix is near the Hessian: it leaves out what a row's own angle adds.
     */
    private static final double MOST_DISTANCE = 0.1;

    public GaussNewtonPreconditioner {
        inverse.requireShape(map.layout().size(), map.layout().size());
        means.requireShape(1, map.inputDim());
    }

    static boolean suits(LinearMap map) {
        return suits(map.inputDim(), map.outputDim());
    }

    /** Whether a layer of so many inputs and outputs is small enough. */
    static boolean suits(int inputs, int outputs) {
        return outputs > 1 && outputs <= MOST_OUTPUTS && (inputs + 1L) * outputs <= MOST_PARAMETERS;
    }

    /** Whether they have all that is needed, of predictions near enough to their actuals. */
    static boolean suits(CurvatureSums sums) {
        return sums.hasPairs() && sums.meanDistance() <= MOST_DISTANCE;
    }

    /**
     * @param shift at least 0; added to the diagonal of the weights
     * @throws ArithmeticException if an element of the sums is not finite
     */
    static GaussNewtonPreconditioner of(
            LinearMap map, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        Centring centring = new Centring(sums.inputs(), map.fitIntercept());
        DoubleMatrix means = new DoubleMatrix(1, map.inputDim());
        for (int j = 0; j < map.inputDim(); j++) {
            means.set(0, j, centring.mean(j));
        }
        double scale = reduction == Reduction.MEAN ? 1 / sums.weight() : 1;
        DoubleMatrix matrix = matrix(map, sums, means, scale);
        double[] units = new double[matrix.rows()];
        int columns = matrix.rows() / map.outputDim();
        for (int i = 0; i < units.length; i++) {
            boolean weight = i % columns < map.inputDim();
            double diagonal = matrix.get(i, i) + (weight ? shift : 0);
            matrix.set(i, i, diagonal);
            units[i] = diagonal > 0 && (!weight || centring.varies(i % columns)) ? 1 / Math.sqrt(diagonal) : 0;
        }
        return new GaussNewtonPreconditioner(map, inverse(matrix, units, choice), means, choice);
    }

    private static DoubleMatrix matrix(LinearMap map, CurvatureSums sums, DoubleMatrix means, double scale) {
        int columns = map.inputDim() + (map.fitIntercept() ? 1 : 0);
        DoubleMatrix matrix = new DoubleMatrix(map.outputDim() * columns, map.outputDim() * columns);
        for (int a = 0; a < map.outputDim(); a++) {
            for (int b = 0; b < map.outputDim(); b++) {
                DoubleMatrix pair = centred(sums.pair(a, b), means);
                for (int i = 0; i < columns; i++) {
                    for (int j = 0; j < columns; j++) {
                        matrix.set(a * columns + i, b * columns + j, scale * pair.get(i, j));
                    }
                }
            }
        }
        return matrix;
    }

    /** The products of (x - mean, 1) from those of (x, 1). */
    private static DoubleMatrix centred(DoubleMatrix pair, DoubleMatrix means) {
        int last = means.columns();
        DoubleMatrix centred = new DoubleMatrix(last + 1, last + 1);
        for (int i = 0; i <= last; i++) {
            double left = i < last ? means.get(0, i) : 0;
            for (int j = 0; j <= last; j++) {
                double right = j < last ? means.get(0, j) : 0;
                double value = pair.get(i, j) - left * pair.get(last, j) - right * pair.get(i, last);
                centred.set(i, j, value + left * right * pair.get(last, last));
            }
        }
        return centred;
    }

    /** By eigenvalues of the matrix in {@code units} that make its diagonal 1; one of unit 0 has no part in it. */
    private static DoubleMatrix inverse(DoubleMatrix matrix, double[] units, BlasChoice choice) {
        int n = units.length;
        DoubleMatrix scaled = new DoubleMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled.set(i, j, units[i] * matrix.get(i, j) * units[j]);
            }
        }
        LinearAlgebra.Eigen eigen = LinearAlgebra.of(choice).eigen(scaled);
        double least = Centring.EIGENVALUE_CUT * Math.max(0, eigen.values()[n - 1]);
        DoubleMatrix roots = new DoubleMatrix(n, n);
        for (int k = 0; k < n; k++) {
            double value = eigen.values()[k];
            for (int i = 0; i < n && value > least; i++) {
                roots.set(k, i, units[i] * eigen.vectors().get(k, i) / Math.sqrt(value));
            }
        }
        DoubleMatrix inverse = new DoubleMatrix(n, n);
        Blas.of(choice).gemm(true, false, 1, roots, roots, 0, inverse);
        return inverse;
    }

    @Override
    public int dimension() {
        return map.layout().size();
    }

    @Override
    public boolean isRenewedEachStep() {
        return true;
    }

    @Override
    public double[] apply(double[] gradient) {
        int inputs = map.inputDim();
        DoubleMatrix slopes = map.join(new DoubleMatrix(gradient, 0, 1, gradient.length));
        DoubleMatrix step = new DoubleMatrix(slopes.rows(), slopes.columns());
        for (int a = 0; a < slopes.rows() && map.fitIntercept(); a++) {
            for (int j = 0; j < inputs; j++) {
                slopes.set(a, j, slopes.get(a, j) - means.get(0, j) * slopes.get(a, inputs));
            }
        }
        for (int i = 0; i < step.size(); i++) {
            double sum = 0;
            for (int k = 0; k < step.size(); k++) {
                sum += inverse.get(i, k) * slopes.data()[k];
            }
            step.data()[i] = sum;
        }
        for (int a = 0; a < slopes.rows() && map.fitIntercept(); a++) {
            for (int j = 0; j < inputs; j++) {
                step.set(a, inputs, step.get(a, inputs) - means.get(0, j) * step.get(a, j));
            }
        }
        DoubleMatrix result = new DoubleMatrix(1, gradient.length);
        map.split(step, result);
        return result.data();
    }
}
