package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;

/** H W' + b for a block of rows H: rows x m to rows x n, with W of n x m and b, null for none, of 1 x n. */
final class AffineLayer {
    private AffineLayer() {}

    /** Overwrites {@code outputs}. */
    static void forward(Blas blas, Matrix inputs, Matrix weights, Matrix intercept, Matrix outputs) {
        if (intercept != null) {
            outputs.setEveryRow(intercept);
        }
        blas.gemm(false, true, 1, inputs, weights, intercept == null ? 0 : 1, outputs);
    }

    /** Overwrites the gradients with respect to weights and intercept, by that with respect to the outputs. */
    static void backward(
            Blas blas, Matrix outputGradient, Matrix inputs, Matrix weightsGradient, Matrix interceptGradient) {
        blas.gemm(true, false, 1, outputGradient, inputs, 0, weightsGradient);
        if (interceptGradient != null) {
            outputGradient.columnSums(interceptGradient);
        }
    }
}
