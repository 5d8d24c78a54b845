package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.math.Matrix;
import dev.collimate.optim.Preconditioner;

/**
 * {@link LayerFactors} of each of the two layers of U (V x) + b, for an angular loss. With H (of deviations from
 * the mean, where b can keep the mean prediction) and B as for a linear map,
 * the layer V has the inputs' own H and, over its outputs, U' B U; the layer U has B and, over its inputs (V x, 1), the
 * projection of H.
 *
 * <p>Both layers can make a change U A V. Without a shift it is left to U: V takes its step across its own rows, as H
 * measures it, so that the two steps together do not make the change twice.
 *
 * @param innerFactors of V
 * @param outerFactors of U and b, as of a linear map
 * @param centring of the inputs
 * @param inputFactor V where the sums were taken
 * @param outputFactor U there
 * @param along V H V'; null where V takes a step along its rows too
 */
public record LowRankPreconditioner(
        LowRankMap map,
        LayerFactors innerFactors,
        KroneckerPreconditioner outerFactors,
        Centring centring,
        DoubleMatrix inputFactor,
        DoubleMatrix outputFactor,
        StandardisedInputs along)
        implements Preconditioner {
    public LowRankPreconditioner {
        centring.inputSums().requireShape(map.inputDim() + 1, map.inputDim() + 1);
        innerFactors.require(map.inputDim(), map.rank());
        outerFactors.factors().require(map.rank(), map.outputDim());
        inputFactor.requireShape(map.rank(), map.inputDim());
        outputFactor.requireShape(map.outputDim(), map.rank());
        if (along != null) {
            along.eigen().vectors().requireShape(map.rank(), map.rank());
        }
    }

    /**
     * @param point the parameters where the sums were taken
     * @param reduction of the objective
     * @param shift at least 0; added to every eigenvalue of each product
     * @throws ArithmeticException if an element of the sums is not finite
     */
    public static LowRankPreconditioner of(
            LowRankMap map, double[] point, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        DoubleMatrix parameters = new DoubleMatrix(point, 0, 1, point.length);
        DoubleMatrix inputFactor = (DoubleMatrix) map.layout().view(parameters, LowRankMap.INPUT_FACTOR);
        DoubleMatrix outputFactor = (DoubleMatrix) map.layout().view(parameters, LowRankMap.OUTPUT_FACTOR);
        Blas blas = Blas.of(choice);
        LinearAlgebra algebra = LinearAlgebra.of(choice);
        Centring centring = new Centring(sums.inputs(), map.fitIntercept());
        double scale = reduction == Reduction.MEAN ? 1 / sums.weight() : 1;
        DoubleMatrix directions = sums.outputFactor();
        DoubleMatrix innerOutputs = congruence(blas, outputFactor, true, directions);
        // Of U' U, not of U' B U, which is nothing but rounding error where all predictions lie along the one column of
        // U.
        double least = KroneckerPreconditioner.LEAST_OUTPUT_EIGENVALUE * squares(outputFactor) / map.rank();
        LayerFactors innerFactors = new LayerFactors(
                LayerFactors.Inputs.of(centring, scale, shift, algebra),
                LayerFactors.Outputs.of(innerOutputs, Math.max(Double.MIN_NORMAL, least), choice),
                shift,
                choice);
        Centring outerCentring =
                new Centring(congruence(blas, augmented(inputFactor), false, sums.inputs()), map.fitIntercept());
        LayerFactors.Inputs outerInputs = LayerFactors.Inputs.of(outerCentring, scale, shift, algebra);
        KroneckerPreconditioner outerFactors = new KroneckerPreconditioner(
                new LinearMap(map.rank(), map.outputDim(), map.fitIntercept()),
                outerCentring,
                new LayerFactors(
                        outerInputs,
                        LayerFactors.Outputs.of(directions, KroneckerPreconditioner.LEAST_OUTPUT_EIGENVALUE, choice),
                        shift,
                        choice));
        return new LowRankPreconditioner(
                map,
                innerFactors,
                outerFactors,
                centring,
                inputFactor,
                outputFactor,
                shift > 0 ? null : outerInputs.moments());
    }

    @Override
    public int dimension() {
        return map.layout().size();
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix from = new DoubleMatrix(gradient, 0, 1, gradient.length);
        DoubleMatrix to = new DoubleMatrix(1, gradient.length);
        DoubleMatrix inner = new DoubleMatrix(map.rank(), map.inputDim());
        inner.copyFrom(map.layout().view(from, LowRankMap.INPUT_FACTOR));
        if (map.fitIntercept()) {
            takeMeanOff(inner, map.layout().view(from, LowRankMap.INTERCEPT));
        }
        DoubleMatrix step = innerFactors.solve(inner);
        if (along != null) {
            takeRowsOff(step, inner);
        }
        map.layout().view(to, LowRankMap.INPUT_FACTOR).copyFrom(step);
        DoubleMatrix outerGradient = outerView(from);
        outerView(to)
                .copyFrom(new DoubleMatrix(
                        outerFactors.apply(outerGradient.toDoubleArray()), 0, 1, outerGradient.size()));
        if (map.fitIntercept()) {
            keepMean(step, map.layout().view(to, LowRankMap.INTERCEPT));
        }
        return to.data();
    }

    /** From B^-1 G H^-1 to B^-1 G (H^-1 - V' (V H V')^+ V), for V's own gradient G. */
    private void takeRowsOff(DoubleMatrix step, DoubleMatrix gradient) {
        Blas blas = Blas.of(innerFactors.choice());
        DoubleMatrix rows = new DoubleMatrix(map.rank(), map.rank());
        blas.gemm(false, true, 1, gradient, inputFactor, 0, rows);
        blas.gemm(
                false,
                false,
                -1,
                along.solve(
                        innerFactors.solveOutputs(rows, innerFactors.inputs().scale()), blas),
                inputFactor,
                1,
                step);
    }

    /** From a gradient of V to the one where b keeps the mean prediction: less U' (gradient of b) (mean x)'. */
    private void takeMeanOff(DoubleMatrix inner, Matrix intercept) {
        for (int k = 0; k < map.rank(); k++) {
            double moved = 0;
            for (int i = 0; i < map.outputDim(); i++) {
                moved += outputFactor.get(i, k) * intercept.get(0, i);
            }
            for (int j = 0; j < map.inputDim(); j++) {
                inner.set(k, j, inner.get(k, j) - moved * centring.mean(j));
            }
        }
    }

    /** b less U (step of V) (mean x): the transpose of {@link #takeMeanOff}. */
    private void keepMean(DoubleMatrix step, Matrix intercept) {
        for (int k = 0; k < map.rank(); k++) {
            double moved = 0;
            for (int j = 0; j < map.inputDim(); j++) {
                moved += step.get(k, j) * centring.mean(j);
            }
            for (int i = 0; i < map.outputDim(); i++) {
                intercept.set(0, i, intercept.get(0, i) - outputFactor.get(i, k) * moved);
            }
        }
    }

    /** U and b, which lie one behind the other as the weights and the intercept of a linear map do. */
    private DoubleMatrix outerView(DoubleMatrix vector) {
        int start = map.layout().entry(LowRankMap.OUTPUT_FACTOR).offset();
        return vector.view(start, 1, outerFactors.map().layout().size());
    }

    /** (V 0; 0 1), which maps z = (x, 1) to (V x, 1). */
    private static DoubleMatrix augmented(DoubleMatrix matrix) {
        DoubleMatrix augmented = new DoubleMatrix(matrix.rows() + 1, matrix.columns() + 1);
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                augmented.set(i, j, matrix.get(i, j));
            }
        }
        augmented.set(matrix.rows(), matrix.columns(), 1);
        return augmented;
    }

    /** T S T' for a symmetric S; with {@code transposed} T' S T. */
    private static DoubleMatrix congruence(Blas blas, DoubleMatrix t, boolean transposed, DoubleMatrix symmetric) {
        int size = transposed ? t.columns() : t.rows();
        DoubleMatrix half = new DoubleMatrix(size, symmetric.columns());
        blas.gemm(transposed, false, 1, t, symmetric, 0, half);
        DoubleMatrix whole = new DoubleMatrix(size, size);
        blas.gemm(false, !transposed, 1, half, t, 0, whole);
        return whole;
    }

    private static double squares(DoubleMatrix matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                sum += matrix.get(i, j) * matrix.get(i, j);
            }
        }
        return sum;
    }
}
