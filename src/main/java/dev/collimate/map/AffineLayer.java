package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;

/**
 * H W' + b for a block of rows H: rows x m to rows x n, with W of n x m and b, null for none, of 1 x n. One thread's working
 * memory; nothing is allocated for a block but the first.
 */
final class AffineLayer {
    private final Blas blas;
    private double[] columnSums;

    AffineLayer(Blas blas) {
        this.blas = blas;
    }

    /** Overwrites {@code outputs}. */
    void forward(Matrix inputs, Matrix weights, Matrix intercept, Matrix outputs) {
        if (intercept != null) {
            outputs.setEveryRow(intercept);
        }
        blas.gemm(false, true, 1, inputs, weights, intercept == null ? 0 : 1, outputs);
    }

    /** Overwrites the gradients with respect to weights and intercept, by that with respect to the outputs. */
    void backward(Matrix outputGradient, Matrix inputs, Matrix weightsGradient, Matrix interceptGradient) {
        blas.gemm(true, false, 1, outputGradient, inputs, 0, weightsGradient);
        if (interceptGradient != null) {
            if (columnSums == null) {
                columnSums = new double[outputGradient.columns()];
            }
            outputGradient.columnSums(columnSums);
            interceptGradient.setRow(0, columnSums);
        }
    }
}
