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
 * each across its own direction: no Kronecker product is near that. The common length of predictions changes nothing: along
 * (W b) itself there is no step without a shift, nor along directions whose curvature is not above rounding, of which that
 * along (W b), exactly 0 but for the float32 predictions, is a measure.
 *
 * @param inverse of the matrix of (W b), row by row, with x less its mean where there is an intercept
 * @param means of the inputs, 1 x inputDim; 0 without an intercept
 * @param coarser by factors, of the same sums
 */
public record GaussNewtonPreconditioner(
        LinearMap map, DoubleMatrix inverse, DoubleMatrix means, Preconditioner coarser, BlasChoice choice)
        implements Preconditioner {
    /** With more outputs the curvatures of rows differ little, and a pass has to add up too many products. */
    private static final int MOST_OUTPUTS = 4;

    /** So many parameters are decomposed at each step in about a tenth of a second. */
    private static final int MOST_PARAMETERS = 300;

    /** Mean of 1 - cos up to which the Gauss-Newton matrix is near the Hessian: it leaves out what a row's own angle adds. */
    private static final double MOST_DISTANCE = 0.1;

    /** Relative error, with a margin, of sums of products that products of means are taken off. */
    private static final double CANCELLATION = 1e-12;

    /** Noise of other directions over that measured along (W b). */
    private static final double NOISE_MARGIN = 4;

    public GaussNewtonPreconditioner {
        inverse.requireShape(map.layout().size(), map.layout().size());
        means.requireShape(1, map.inputDim());
    }

    static boolean suits(LinearMap map) {
        return map.outputDim() > 1
                && map.outputDim() <= MOST_OUTPUTS
                && map.layout().size() <= MOST_PARAMETERS;
    }

    /** Whether they have all that is needed, of predictions near enough to their actuals. */
    static boolean suits(CurvatureSums sums) {
        return sums.hasPairs() && sums.meanDistance() <= MOST_DISTANCE;
    }

    /**
     * @param point the parameters where the sums were taken
     * @param shift at least 0; added to the diagonal of the weights
     * @param coarser for where this leads nowhere
     * @throws ArithmeticException if an element of the sums is not finite
     */
    static GaussNewtonPreconditioner of(
            LinearMap map,
            double[] point,
            CurvatureSums sums,
            Reduction reduction,
            double shift,
            Preconditioner coarser,
            BlasChoice choice) {
        Centring centring = new Centring(sums.inputs(), map.fitIntercept());
        DoubleMatrix means = new DoubleMatrix(1, map.inputDim());
        for (int j = 0; j < map.inputDim(); j++) {
            means.set(0, j, centring.mean(j));
        }
        double scale = reduction == Reduction.MEAN ? 1 / sums.weight() : 1;
        DoubleMatrix matrix = matrix(map, sums, means, scale);
        int n = matrix.rows();
        int columns = n / map.outputDim();
        double[] units = new double[n];
        double[] noise = new double[n];
        for (int i = 0; i < n; i++) {
            int input = i % columns;
            boolean weight = input < map.inputDim();
            double diagonal = matrix.get(i, i) + (weight ? shift : 0);
            matrix.set(i, i, diagonal);
            units[i] = diagonal > 0 && (!weight || centring.varies(input)) ? 1 / Math.sqrt(diagonal) : 0;
            double raw = scale * sums.pair(i / columns, i / columns).get(input, input);
            noise[i] = CANCELLATION * units[i] * units[i] * raw;
        }
        double[] flat = shift > 0 ? new double[n] : centred(map, point, means);
        return new GaussNewtonPreconditioner(map, inverse(matrix, units, noise, flat, choice), means, coarser, choice);
    }

    /** (W, b + W mean) of parameters (W b), row by row. */
    private static double[] centred(LinearMap map, double[] point, DoubleMatrix means) {
        DoubleMatrix joined = map.join(new DoubleMatrix(point, 0, 1, point.length));
        for (int a = 0; a < joined.rows() && map.fitIntercept(); a++) {
            double moved = joined.get(a, map.inputDim());
            for (int j = 0; j < map.inputDim(); j++) {
                moved += joined.get(a, j) * means.get(0, j);
            }
            joined.set(a, map.inputDim(), moved);
        }
        return joined.data();
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

    /**
     * By eigenvalues of the matrix in {@code units} that make its diagonal 1; one of unit 0 has no part in it.
     *
     * @param noise of the matrix in these units, along each of them
     * @param flat a step along which nothing curves; 0 for none
     */
    private static DoubleMatrix inverse(
            DoubleMatrix matrix, double[] units, double[] noise, double[] flat, BlasChoice choice) {
        int n = units.length;
        DoubleMatrix scaled = new DoubleMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled.set(i, j, units[i] * matrix.get(i, j) * units[j]);
            }
        }
        double flatNoise = NOISE_MARGIN * FlatDirection.of(flat, units).takeOff(scaled);
        LinearAlgebra.Eigen eigen = LinearAlgebra.of(choice).eigen(scaled);
        double least = Math.max(flatNoise, Centring.EIGENVALUE_CUT * Math.max(0, eigen.values()[n - 1]));
        DoubleMatrix roots = new DoubleMatrix(n, n);
        for (int k = 0; k < n; k++) {
            double value = eigen.values()[k];
            double rounding = 0;
            for (int i = 0; i < n; i++) {
                rounding +=
                        noise[i] * eigen.vectors().get(k, i) * eigen.vectors().get(k, i);
            }
            for (int i = 0; i < n && value > Math.max(least, rounding); i++) {
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
