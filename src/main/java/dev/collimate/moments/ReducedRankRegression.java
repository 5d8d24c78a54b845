package dev.collimate.moments;

import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import java.util.Arrays;

/**
 * The best low-rank map in least squares on unit actuals (Izenman, "Reduced-rank regression for the multivariate linear
 * model", 1975). With W the least-squares solution, M the inputs' covariance (second moments where there is no intercept)
 * and P the eigenvectors of W M W' of the largest eigenvalues, it is P P' W.
 *
 * <p>Where the map adds x, its output's length is free, so the target is y^ - t x for the t that leaves the least behind:
 * P is that of W - t I, and given P that t is trace(Q C) / trace(Q M) with Q = I - P P' and C the cross-covariance. The two
 * are found in turn, each of which lowers the remaining squares; a few turns are enough. The factors are divided by t.
 */
final class ReducedRankRegression {
    private static final int MOST_TURNS = 10;
    private static final double SETTLED = 0.01;
    /** Of the size that W has, in the metric of M, beside x: t is at least this share, so that x keeps its sign. */
    private static final double LEAST_SHARE = 0.01;
    /** Radians that x turns a unit prediction by, at least, so that factors divided by t are of a size that floats hold. */
    private static final double LEAST_TURN = 1e-4;
    /** Of the inputs' variance; what is left of it beside P is rounding error up to this share. */
    private static final double NEGLIGIBLE = 1e-12;
    /** Directions weaker than this share of the strongest start as if they had it, so that neither factor is zero. */
    private static final double WEAKEST = 1e-3;

    private final LowRankMap map;
    private final Blas blas;
    private final LinearAlgebra algebra;
    private final DoubleMatrix solution;
    private final DoubleMatrix inputMoment;
    private final DoubleMatrix crossMoment;
    private final double variance;
    private final double[] meanInput;
    private final double[] meanActual;

    /**
     * @param centring of the inputs of {@code moments}, centred if {@code map} has an intercept
     * @param leastSquares of a linear map with an intercept if {@code map} has one
     */
    ReducedRankRegression(
            LowRankMap map, MomentSums moments, Centring centring, double[] leastSquares, BlasChoice choice) {
        this.map = map;
        this.blas = Blas.of(choice);
        this.algebra = LinearAlgebra.of(choice);
        LinearMap linear = new LinearMap(map.inputDim(), map.outputDim(), map.fitIntercept());
        this.solution = (DoubleMatrix)
                linear.layout().view(new DoubleMatrix(leastSquares, 0, 1, leastSquares.length), LinearMap.WEIGHTS);
        this.variance = centring.variation() / moments.weight();
        this.meanInput = new double[map.inputDim()];
        this.meanActual = new double[map.outputDim()];
        Arrays.setAll(meanInput, centring::mean);
        if (map.fitIntercept()) {
            Arrays.setAll(meanActual, i -> moments.crossMoment().get(i, map.inputDim()) / moments.weight());
        }
        this.inputMoment = mean(centring.inputProducts(), moments.weight());
        this.crossMoment = mean(centring.crossProducts(moments.crossMoment(), map.outputDim()), moments.weight());
    }

    /** The parameters of the map. */
    double[] parameters() {
        double share = map.residual() ? share() : 0;
        return parameters(share, strongest(share));
    }

    /** t; 1 where inputs do not vary, so that no other is better. */
    private double share() {
        if (variance == 0) {
            return 1;
        }
        double explained = Math.sqrt(Math.max(0, trace(explained(0))));
        double least = Math.max(LEAST_SHARE * explained, LEAST_TURN) / Math.sqrt(variance);
        double share = Math.max(least, trace(crossMoment) / variance);
        for (int turn = 0; turn < MOST_TURNS && map.rank() < map.outputDim(); turn++) {
            DoubleMatrix directions = strongest(share).directions();
            double beside = remaining(directions, inputMoment);
            if (beside <= NEGLIGIBLE * variance) {
                break;
            }
            double next = Math.max(least, remaining(directions, crossMoment) / beside);
            boolean settled = Math.abs(next - share) <= SETTLED * share;
            share = next;
            if (settled) {
                break;
            }
        }
        return share;
    }

    /**
     * P' and the variances along its rows.
     *
     * @param directions rank x outputDim, orthonormal rows
     */
    private record Strongest(DoubleMatrix directions, double[] variances) {}

    private Strongest strongest(double share) {
        LinearAlgebra.Eigen eigen = algebra.eigen(explained(share));
        int first = map.outputDim() - map.rank();
        return new Strongest(
                eigen.vectors().view(first * map.outputDim(), map.rank(), map.outputDim()),
                Arrays.copyOfRange(eigen.values(), first, map.outputDim()));
    }

    /** (W - t I) M (W - t I)'. */
    private DoubleMatrix explained(double share) {
        DoubleMatrix shifted = shifted(share);
        DoubleMatrix half = new DoubleMatrix(map.outputDim(), map.inputDim());
        blas.gemm(false, false, 1, shifted, inputMoment, 0, half);
        DoubleMatrix whole = new DoubleMatrix(map.outputDim(), map.outputDim());
        blas.gemm(false, true, 1, half, shifted, 0, whole);
        return whole;
    }

    private DoubleMatrix shifted(double share) {
        DoubleMatrix shifted = new DoubleMatrix(map.outputDim(), map.inputDim());
        shifted.copyFrom(solution);
        for (int i = 0; i < map.outputDim() && share != 0; i++) {
            shifted.set(i, i, shifted.get(i, i) - share);
        }
        return shifted;
    }

    /** Each direction's strength is shared by the two factors: U' U and the variances of V x are alike. */
    private double[] parameters(double share, Strongest strongest) {
        double length = share == 0 ? 1 : share;
        DoubleMatrix parameters = new DoubleMatrix(1, map.layout().size());
        DoubleMatrix inputFactor = (DoubleMatrix) map.layout().view(parameters, LowRankMap.INPUT_FACTOR);
        blas.gemm(false, false, 1 / length, strongest.directions(), shifted(share), 0, inputFactor);
        double[] roots = roots(strongest.variances(), length);
        var outputFactor = map.layout().view(parameters, LowRankMap.OUTPUT_FACTOR);
        for (int k = 0; k < map.rank(); k++) {
            for (int j = 0; j < map.inputDim(); j++) {
                inputFactor.set(k, j, inputFactor.get(k, j) / roots[k]);
            }
            for (int i = 0; i < map.outputDim(); i++) {
                outputFactor.set(i, k, strongest.directions().get(k, i) * roots[k]);
            }
        }
        if (map.fitIntercept()) {
            setIntercept(parameters, length);
        }
        return parameters.data();
    }

    /** Square roots of the standard deviations along the directions. */
    private double[] roots(double[] variances, double length) {
        double most = Math.sqrt(Math.max(0, variances[variances.length - 1]));
        double least = most > 0 ? WEAKEST * most : 1;
        return Arrays.stream(variances)
                .map(variance -> Math.sqrt(Math.max(least, Math.sqrt(Math.max(0, variance))) / length))
                .toArray();
    }

    /** So that the mean input has the mean actual, divided by t. */
    private void setIntercept(DoubleMatrix parameters, double length) {
        DoubleMatrix mean = new DoubleMatrix(meanInput, 0, 1, meanInput.length);
        var intercept = map.layout().view(parameters, LowRankMap.INTERCEPT);
        var predicted = map.newWorkspace(blas, parameters.precision(), 1).forward(parameters, mean);
        for (int i = 0; i < map.outputDim(); i++) {
            intercept.set(0, i, meanActual[i] / length - predicted.get(0, i));
        }
    }

    /** Trace of (I - P P') A. */
    private double remaining(DoubleMatrix directions, DoubleMatrix matrix) {
        DoubleMatrix product = new DoubleMatrix(directions.rows(), matrix.columns());
        blas.gemm(false, false, 1, directions, matrix, 0, product);
        double explained = 0;
        for (int k = 0; k < directions.rows(); k++) {
            for (int j = 0; j < matrix.columns(); j++) {
                explained += product.get(k, j) * directions.get(k, j);
            }
        }
        return trace(matrix) - explained;
    }

    private static double trace(DoubleMatrix matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            trace += matrix.get(i, i);
        }
        return trace;
    }

    private static DoubleMatrix mean(DoubleMatrix sums, double weight) {
        for (int i = 0; i < sums.size(); i++) {
            sums.data()[i] /= weight;
        }
        return sums;
    }
}
