package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.optim.Preconditioner;

/**
 * {@link LayerFactors} of a linear map, for an angular loss: H = mean(w k / s^2 z z') and B = I - mean(p^ p^'), both from
 * {@link CurvatureSums}, for an output that counts by its direction alone. Weights and intercept are solved apart, by
 * {@link Centring}.
 *
 * @param centring of sum of w (k / s^2) z z' for the inputs of this layer, (inputDim + 1) x (inputDim + 1)
 * @param factors whose inputs are of the same sums
 */
public record KroneckerPreconditioner(LinearMap map, Centring centring, LayerFactors factors)
        implements Preconditioner {
    public KroneckerPreconditioner {
        centring.inputSums().requireShape(map.inputDim() + 1, map.inputDim() + 1);
        factors.require(map.inputDim(), map.outputDim());
    }

    /** B is nearly singular where all predictions point one way; its eigenvalues are at least this. */
    static final double LEAST_OUTPUT_EIGENVALUE = 1e-3;

    /**
     * @param reduction of the objective
     * @param shift at least 0; added to every eigenvalue of the weights, as by a pull towards a reference
     * @throws ArithmeticException if an element of the sums is not finite
     */
    public KroneckerPreconditioner(
            LinearMap map, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        this(map, new Centring(sums.inputs(), map.fitIntercept()), sums, reduction, shift, choice);
    }

    private KroneckerPreconditioner(
            LinearMap map,
            Centring centring,
            CurvatureSums sums,
            Reduction reduction,
            double shift,
            BlasChoice choice) {
        this(
                map,
                centring,
                new LayerFactors(
                        LayerFactors.Inputs.of(
                                centring,
                                reduction == Reduction.MEAN ? 1 / sums.weight() : 1,
                                shift,
                                LinearAlgebra.of(choice)),
                        LayerFactors.Outputs.of(sums.outputFactor(), LEAST_OUTPUT_EIGENVALUE, choice),
                        shift,
                        choice));
    }

    @Override
    public int dimension() {
        return map.layout().size();
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix augmented = map.join(new DoubleMatrix(gradient, 0, 1, gradient.length));
        DoubleMatrix step = factors.solve(centring.products(augmented, map.outputDim()));
        DoubleMatrix result = new DoubleMatrix(1, gradient.length);
        map.split(map.fitIntercept() ? withIntercept(step, augmented) : step, result);
        return result.data();
    }

    /** The step of the intercept moves the mean prediction as its own gradient says, whatever the weights do. */
    private DoubleMatrix withIntercept(DoubleMatrix step, DoubleMatrix gradient) {
        int last = map.inputDim();
        DoubleMatrix column = new DoubleMatrix(map.outputDim(), 1);
        for (int i = 0; i < map.outputDim(); i++) {
            column.set(i, 0, gradient.get(i, last));
        }
        DoubleMatrix mean = factors.solveOutputs(column, factors.inputs().scale() * centring.weight());
        DoubleMatrix whole = new DoubleMatrix(map.outputDim(), last + 1);
        for (int i = 0; i < map.outputDim(); i++) {
            double intercept = mean.get(i, 0);
            for (int j = 0; j < last; j++) {
                whole.set(i, j, step.get(i, j));
                intercept -= step.get(i, j) * centring.mean(j);
            }
            whole.set(i, last, intercept);
        }
        return whole;
    }
}
