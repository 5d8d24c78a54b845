package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;

/** The pseudo-inverse D (D S D)^+ D of the second moments that {@link StandardisedInputs} decompose. */
final class EigenInverse {
    private final StandardisedInputs inputs;
    private final DoubleMatrix inverse;

    EigenInverse(StandardisedInputs inputs, Blas blas) {
        this.inputs = inputs;
        DoubleMatrix vectors = inputs.eigen().vectors();
        int n = vectors.rows();
        DoubleMatrix scaled = new DoubleMatrix(vectors.toDoubleArray(), 0, n, n);
        for (int k = 0; k < n; k++) {
            double factor = inputs.value(k) > 0 ? 1 / inputs.value(k) : 0;
            for (int j = 0; j < n; j++) {
                scaled.set(k, j, factor * scaled.get(k, j));
            }
        }
        this.inverse = new DoubleMatrix(n, n);
        blas.gemm(true, false, 1, vectors, scaled, 0, inverse);
    }

    /** matrix * inverse. */
    DoubleMatrix applyRight(DoubleMatrix matrix, Blas blas) {
        DoubleMatrix product = new DoubleMatrix(matrix.rows(), matrix.columns());
        blas.gemm(false, false, 1, inputs.scaled(matrix), inverse, 0, product);
        return inputs.scaled(product);
    }
}
