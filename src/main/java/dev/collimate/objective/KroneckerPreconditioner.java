package dev.collimate.objective;

import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.optim.Preconditioner;

/**
 * The inverse of the Kronecker product of H = mean(w (c / s^2) z z') and B = I - mean(w p^ p^'), which stands for the
 * Gauss-Newton matrix of 1 - c over a linear map: with the gradient G as outputDim x (inputDim + 1), the product is
 * B^-1 G H^-1. The idea is that of K-FAC (Martens and Grosse, "Optimizing neural networks with Kronecker-factored
 * approximate curvature", 2015), for one layer whose output counts by its direction alone.
 */
public final class KroneckerPreconditioner implements Preconditioner {
    /** B is nearly singular where all predictions point one way; its eigenvalues are at least this. */
    private static final double LEAST_OUTPUT_EIGENVALUE = 1e-3;

    private final LinearMap map;
    private final Blas blas;
    private final EigenInverse inputs;
    private final EigenInverse outputs;

    public KroneckerPreconditioner(LinearMap map, CurvatureSums sums, BlasChoice choice) {
        this.map = map;
        this.blas = Blas.of(choice);
        LinearAlgebra algebra = LinearAlgebra.of(choice);
        int dim = map.inputDim() + (map.fitIntercept() ? 1 : 0);
        DoubleMatrix h = new DoubleMatrix(dim, dim);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                h.set(i, j, sums.inputs().get(i, j) / sums.weight());
            }
        }
        DoubleMatrix b = new DoubleMatrix(map.outputDim(), map.outputDim());
        for (int i = 0; i < b.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
                b.set(i, j, (i == j ? 1 : 0) - sums.outputs().get(i, j) / sums.weight());
            }
        }
        this.inputs = EigenInverse.pseudo(h, ClosedForms.EIGENVALUE_CUT, algebra, blas);
        this.outputs = EigenInverse.damped(b, LEAST_OUTPUT_EIGENVALUE, algebra, blas);
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix augmented = map.join(new DoubleMatrix(gradient, 0, 1, gradient.length));
        DoubleMatrix product = inputs.applyRight(outputs.applyLeft(augmented, blas), blas);
        DoubleMatrix result = new DoubleMatrix(1, gradient.length);
        map.split(product, result);
        return result.data();
    }
}
