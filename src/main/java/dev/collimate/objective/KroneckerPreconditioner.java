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
 * <p>Directions in which inputs do not vary, by {@link ClosedForms#EIGENVALUE_CUT}, are left alone: dividing by their
 * eigenvalues would follow rounding noise.
 */
public final class KroneckerPreconditioner implements Preconditioner {
    /** B is nearly singular where all predictions point one way; its eigenvalues are at least this. */
    static final double LEAST_OUTPUT_EIGENVALUE = 1e-3;

    private final LinearMap map;
    private final Blas blas;
    private final LinearAlgebra.Eigen inputs;
    private final LinearAlgebra.Eigen outputs;
    private final double shift;

    /**
     * @param reduction of the objective
     * @param shift at least 0; added to every eigenvalue of the product, as by a pull towards a reference
     * @throws ArithmeticException if an element of the sums is not finite
     */
    public KroneckerPreconditioner(
            LinearMap map, CurvatureSums sums, AngularObjective.Reduction reduction, double shift, BlasChoice choice) {
        this.map = map;
        this.blas = Blas.of(choice);
        this.shift = shift;
        LinearAlgebra algebra = LinearAlgebra.of(choice);
        double scale = reduction == AngularObjective.Reduction.MEAN ? 1 / sums.weight() : 1;
        int dim = map.inputDim() + (map.fitIntercept() ? 1 : 0);
        DoubleMatrix h = new DoubleMatrix(dim, dim);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                h.set(i, j, scale * sums.inputs().get(i, j));
            }
        }
        this.inputs = algebra.eigen(h);
        this.outputs = algebra.eigen(sums.outputFactor());
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix augmented = map.join(new DoubleMatrix(gradient, 0, 1, gradient.length));
        DoubleMatrix rotated = rotate(augmented, false, true);
        divide(rotated);
        DoubleMatrix result = new DoubleMatrix(1, gradient.length);
        map.split(rotate(rotated, true, false), result);
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

    private void divide(DoubleMatrix rotated) {
        double largest = inputs.values()[inputs.values().length - 1];
        double cut = ClosedForms.EIGENVALUE_CUT * largest;
        for (int j = 0; j < rotated.columns(); j++) {
            double input = inputs.values()[j] > cut ? inputs.values()[j] : 0;
            boolean flat = input == 0 && shift <= cut;
            for (int i = 0; i < rotated.rows(); i++) {
                double output = Math.max(LEAST_OUTPUT_EIGENVALUE, outputs.values()[i]);
                rotated.set(i, j, flat ? 0 : rotated.get(i, j) / (input * output + shift));
            }
        }
    }
}
