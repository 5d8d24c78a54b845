package dev.collimate.objective;

import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.optim.Preconditioner;

/**
 * The inverse of the Kronecker product of H = mean(w k / s^2 z z') and B = I - mean(p^ p^'), both from
 * {@link CurvatureSums}, which stands for the Gauss-Newton matrix of an angular loss over a linear map: with the gradient
 * G as outputDim x (inputDim + 1), the product is B^-1 G H^-1. The idea is that of K-FAC (Martens and Grosse, "Optimizing
 * neural networks with Kronecker-factored approximate curvature", 2015), for one layer whose output counts by its
 * direction alone.
 *
 * <p>Weights and intercept are solved apart, by {@link Centring}. Directions in which inputs do not vary, by
 * {@link ClosedForms#EIGENVALUE_CUT}, are left alone: dividing by their eigenvalues would follow rounding noise.
 */
public final class KroneckerPreconditioner implements Preconditioner {
    /** B is nearly singular where all predictions point one way; its eigenvalues are at least this. */
    static final double LEAST_OUTPUT_EIGENVALUE = 1e-3;

    private final LinearMap map;
    private final Blas blas;
    private final Centring centring;
    private final double scale;
    private final double shift;
    private final LinearAlgebra.Eigen inputs;
    private final LinearAlgebra.Eigen outputs;

    /**
     * @param reduction of the objective
     * @param shift at least 0; added to every eigenvalue of the weights, as by a pull towards a reference
     * @throws ArithmeticException if an element of the sums is not finite
     */
    public KroneckerPreconditioner(
            LinearMap map, CurvatureSums sums, AngularObjective.Reduction reduction, double shift, BlasChoice choice) {
        this.map = map;
        this.blas = Blas.of(choice);
        this.centring = new Centring(sums.inputs(), map.fitIntercept());
        this.scale = reduction == AngularObjective.Reduction.MEAN ? 1 / sums.weight() : 1;
        this.shift = shift;
        LinearAlgebra algebra = LinearAlgebra.of(choice);
        this.inputs = algebra.eigen(centring.inputProducts());
        this.outputs = algebra.eigen(sums.outputFactor());
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix augmented = map.join(new DoubleMatrix(gradient, 0, 1, gradient.length));
        DoubleMatrix rotated = rotate(centring.products(augmented, map.outputDim()), false, true);
        divideWeights(rotated);
        DoubleMatrix step = rotate(rotated, true, false);
        DoubleMatrix result = new DoubleMatrix(1, gradient.length);
        map.split(map.fitIntercept() ? withIntercept(step, augmented) : step, result);
        return result.data();
    }

    /** Into the eigenvectors' axes (rows of both matrices of vectors), or, transposed, back. */
    private DoubleMatrix rotate(DoubleMatrix matrix, boolean transposeOutputs, boolean transposeInputs) {
        DoubleMatrix half = new DoubleMatrix(matrix.rows(), matrix.columns());
        blas.gemm(transposeOutputs, false, 1, outputs.vectors(), matrix, 0, half);
        DoubleMatrix whole = new DoubleMatrix(matrix.rows(), matrix.columns());
        blas.gemm(false, transposeInputs, 1, half, inputs.vectors(), 0, whole);
        return whole;
    }

    private void divideWeights(DoubleMatrix rotated) {
        double least = centring.leastEigenvalue(inputs);
        for (int j = 0; j < rotated.columns(); j++) {
            double input = inputs.values()[j] > least ? scale * inputs.values()[j] : 0;
            boolean flat = input == 0 && shift <= scale * least;
            for (int i = 0; i < rotated.rows(); i++) {
                rotated.set(i, j, flat ? 0 : rotated.get(i, j) / (input * output(i) + shift));
            }
        }
    }

    /** The step of the intercept moves the mean prediction as its own gradient says, whatever the weights do. */
    private DoubleMatrix withIntercept(DoubleMatrix step, DoubleMatrix gradient) {
        int last = map.inputDim();
        double curvature = scale * centring.weight();
        DoubleMatrix rotated = new DoubleMatrix(map.outputDim(), 1);
        DoubleMatrix column = new DoubleMatrix(map.outputDim(), 1);
        for (int i = 0; i < map.outputDim(); i++) {
            column.set(i, 0, gradient.get(i, last));
        }
        blas.gemm(false, false, 1, outputs.vectors(), column, 0, rotated);
        for (int i = 0; i < map.outputDim(); i++) {
            rotated.set(i, 0, curvature > 0 ? rotated.get(i, 0) / (curvature * output(i)) : 0);
        }
        blas.gemm(true, false, 1, outputs.vectors(), rotated, 0, column);
        DoubleMatrix whole = new DoubleMatrix(map.outputDim(), last + 1);
        for (int i = 0; i < map.outputDim(); i++) {
            double intercept = column.get(i, 0);
            for (int j = 0; j < last; j++) {
                whole.set(i, j, step.get(i, j));
                intercept -= step.get(i, j) * centring.mean(j);
            }
            whole.set(i, last, intercept);
        }
        return whole;
    }

    private double output(int i) {
        return Math.max(LEAST_OUTPUT_EIGENVALUE, outputs.values()[i]);
    }
}
