package dev.collimate.moments;

import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.math.Matrix;

/**
 * The ridge of a map that follows from moments of inputs: each is solved for from the rows that are not held back, by one
 * decomposition for all of them, and judged on those that are, from their sums alone. With p = A (x - m) + c for the mean
 * m over the rows held back,
 *
 * <pre>sum w |y^ - p|^2 = sum w - 2 tr(A C') - 2 c' sum w y^ + tr(A S A') + |c|^2 sum w.</pre>
 */
final class LinearRidge {
    private final MomentFolds folds;
    private final boolean centred;
    private final BlasChoice choice;
    private final Blas blas;
    private final Centring centring;
    private final StandardisedInputs inputs;
    private final DoubleMatrix rotated;
    private final double variance;
    private final Centring heldCentring;
    private final DoubleMatrix heldProducts;
    private final DoubleMatrix heldCross;

    /**
     * @param folds of which both have weight
     * @param centred whether the map has an intercept
     */
    LinearRidge(MomentFolds folds, boolean centred, BlasChoice choice) {
        this.folds = folds;
        this.centred = centred;
        this.choice = choice;
        this.blas = Blas.of(choice);
        this.centring = new Centring(folds.solved().inputMoment(), centred);
        this.inputs = StandardisedInputs.unscaled(centring, LinearAlgebra.of(choice));
        int outputDim = folds.solved().outputDim();
        this.rotated = inputs.rotated(centring.crossProducts(folds.solved().crossMoment(), outputDim), true, blas);
        this.variance = centring.variation() / folds.solved().inputDim();
        DoubleMatrix heldMoment = folds.held().inputMoment();
        this.heldCentring = new Centring(heldMoment, centred);
        this.heldProducts = heldCentring.products(heldMoment, folds.held().inputDim());
        this.heldCross = heldCentring.products(folds.held().crossMoment(), outputDim);
    }

    /** Of least squares. */
    RidgeChoice choose() {
        return RidgeChoice.least(ridge -> {
            DoubleMatrix weights = weights(ridge);
            double[] intercept = new double[weights.rows()];
            for (int i = 0; i < intercept.length && centred; i++) {
                intercept[i] = folds.solved().crossMoment().get(i, weights.columns()) / centring.weight();
                for (int j = 0; j < weights.columns(); j++) {
                    intercept[i] -= weights.get(i, j) * centring.mean(j);
                }
            }
            return meanSquaredError(weights, intercept, false);
        });
    }

    /** Of reduced-rank regression. Where x is added, no length of a prediction is asked for, and none is judged. */
    RidgeChoice choose(LowRankMap map) {
        return RidgeChoice.least(ridge -> {
            LinearMap linear = new LinearMap(map.inputDim(), map.outputDim(), centred);
            DoubleMatrix full = new DoubleMatrix(1, linear.layout().size());
            linear.layout().view(full, LinearMap.WEIGHTS).copyFrom(weights(ridge));
            double[] found = new ReducedRankRegression(map, folds.solved(), centring, full.data(), choice).parameters();
            DoubleMatrix parameters = new DoubleMatrix(found, 0, 1, found.length);
            DoubleMatrix product = product(map, parameters, blas);
            for (int i = 0; i < map.outputDim() && map.residual(); i++) {
                product.set(i, i, product.get(i, i) + 1);
            }
            double[] intercept = new double[map.outputDim()];
            if (centred) {
                Matrix row = map.layout().view(parameters, LowRankMap.INTERCEPT);
                for (int i = 0; i < intercept.length; i++) {
                    intercept[i] = row.get(0, i);
                }
            }
            return meanSquaredError(product, intercept, map.residual());
        });
    }

    /** U V, outputDim x inputDim, of parameters 1 x size of the layout. */
    static DoubleMatrix product(LowRankMap map, DoubleMatrix parameters, Blas blas) {
        DoubleMatrix product = new DoubleMatrix(map.outputDim(), map.inputDim());
        blas.gemm(
                false,
                false,
                1,
                map.layout().view(parameters, LowRankMap.OUTPUT_FACTOR),
                map.layout().view(parameters, LowRankMap.INPUT_FACTOR),
                0,
                product);
        return product;
    }

    /** W = C (S + ridge tr(S) / inputDim I)^-1, outputDim x inputDim. */
    private DoubleMatrix weights(double ridge) {
        DoubleMatrix divided = new DoubleMatrix(rotated.rows(), rotated.columns());
        for (int k = 0; k < rotated.columns(); k++) {
            double value = Math.max(0, inputs.eigen().values()[k]) + ridge * variance;
            for (int i = 0; i < rotated.rows(); i++) {
                divided.set(i, k, value > 0 ? rotated.get(i, k) / value : 0);
            }
        }
        return inputs.rotated(divided, false, blas);
    }

    /** @param free whether predictions are taken times the number that brings them nearest */
    private double meanSquaredError(DoubleMatrix weights, double[] intercept, boolean free) {
        double weight = heldCentring.weight();
        DoubleMatrix product = new DoubleMatrix(weights.rows(), weights.columns());
        blas.gemm(false, false, 1, weights, heldProducts, 0, product);
        double squares = product.dot(weights);
        double cross = heldCross.dot(weights);
        for (int i = 0; i < intercept.length && centred; i++) {
            double constant = intercept[i];
            for (int j = 0; j < weights.columns(); j++) {
                constant += weights.get(i, j) * heldCentring.mean(j);
            }
            squares += weight * constant * constant;
            cross += constant * folds.held().crossMoment().get(i, weights.columns());
        }
        double explained = free ? (squares > 0 ? cross * cross / squares : 0) : 2 * cross - squares;
        return (weight - explained) / weight;
    }
}
