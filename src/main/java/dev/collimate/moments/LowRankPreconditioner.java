package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.optim.Preconditioner;

/**
 * {@link LayerFactors} of each of the two layers of U (V x) + b, for an angular loss. With H and B as for a linear map,
 * the layer V has the inputs' own H and, over its outputs, U' B U; the layer U has B and, over its inputs (V x, 1), the
 * projection of H.
 */
public final class LowRankPreconditioner implements Preconditioner {
    private final LowRankMap map;
    private final LinearMap outer;
    private final LayerFactors innerFactors;
    private final LayerFactors outerFactors;

    /**
     * @param point the parameters where the sums were taken
     * @param reduction of the objective
     * @param shift at least 0; added to every eigenvalue of each product
     * @throws ArithmeticException if an element of the sums is not finite
     */
    public LowRankPreconditioner(
            LowRankMap map, double[] point, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        this.map = map;
        this.outer = new LinearMap(map.rank(), map.outputDim(), map.fitIntercept());
        DoubleMatrix parameters = new DoubleMatrix(point, 0, 1, point.length);
        DoubleMatrix inputFactor = (DoubleMatrix) map.layout().view(parameters, LowRankMap.INPUT_FACTOR);
        DoubleMatrix outputFactor = (DoubleMatrix) map.layout().view(parameters, LowRankMap.OUTPUT_FACTOR);
        Blas blas = Blas.of(choice);
        DoubleMatrix directions = sums.outputFactor();
        DoubleMatrix innerOutputs = congruence(blas, outputFactor, true, directions);
        // Of U' U, not of U' B U, which is nothing but rounding error where all predictions lie along the one column of
        // U.
        double least = KroneckerPreconditioner.LEAST_OUTPUT_EIGENVALUE * squares(outputFactor) / map.rank();
        this.innerFactors = new LayerFactors(
                LayerFactors.Inputs.of(sums.inputFactor(reduction, false), choice),
                LayerFactors.Outputs.of(innerOutputs, Math.max(Double.MIN_NORMAL, least), choice),
                shift,
                choice);
        DoubleMatrix outerInputs = congruence(
                blas,
                augmented(inputFactor, map.fitIntercept()),
                false,
                sums.inputFactor(reduction, map.fitIntercept()));
        this.outerFactors = new LayerFactors(
                LayerFactors.Inputs.of(outerInputs, choice),
                LayerFactors.Outputs.of(directions, KroneckerPreconditioner.LEAST_OUTPUT_EIGENVALUE, choice),
                shift,
                choice);
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix from = new DoubleMatrix(gradient, 0, 1, gradient.length);
        DoubleMatrix to = new DoubleMatrix(1, gradient.length);
        map.layout().view(to, LowRankMap.INPUT_FACTOR).copyFrom(innerFactors.solve((DoubleMatrix)
                map.layout().view(from, LowRankMap.INPUT_FACTOR)));
        outer.split(outerFactors.solve(outer.join(outerView(from))), outerView(to));
        return to.data();
    }

    /** U and b, which lie one behind the other as the weights and the intercept of a linear map do. */
    private DoubleMatrix outerView(DoubleMatrix vector) {
        int start = map.layout().entry(LowRankMap.OUTPUT_FACTOR).offset();
        return vector.view(start, 1, outer.layout().size());
    }

    /** V, or with an intercept (V 0; 0 1), which maps z = (x, 1) to (V x, 1). */
    private static DoubleMatrix augmented(DoubleMatrix matrix, boolean intercept) {
        if (!intercept) {
            return matrix;
        }
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
