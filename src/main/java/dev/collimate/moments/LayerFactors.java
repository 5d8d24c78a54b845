package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;

/**
 * The inverse of a Kronecker product of two symmetric positive semidefinite matrices, H over a layer's inputs and B over
 * its outputs, which stands for the Gauss-Newton matrix of the layer: with the gradient G as outputs x inputs, the product
 * is B^-1 G H^-1. The idea is that of K-FAC (Martens and Grosse, "Optimizing neural networks with Kronecker-factored
 * approximate curvature", 2015).
 *
 * <p>Directions in which inputs do not vary, by {@link Centring#EIGENVALUE_CUT}, are left alone without a shift: dividing
 * by their eigenvalues would follow rounding noise. With a shift they are divided by it, unless noise exceeds it.
 *
 * @param inputs H
 * @param outputs B
 * @param shift at least 0; added to every eigenvalue of the product, as by a pull towards a reference
 */
record LayerFactors(Inputs inputs, Outputs outputs, double shift, BlasChoice choice) {
    /** @throws IllegalArgumentException if they are not those of a layer of so many inputs and outputs */
    void require(int inputDim, int outputDim) {
        inputs.moments().eigen().vectors().requireShape(inputDim, inputDim);
        outputs.eigen().vectors().requireShape(outputDim, outputDim);
    }

    /** H, as standardised second moments times {@code scale}. */
    record Inputs(StandardisedInputs moments, double scale) {
        /** Standardised unless there is a shift, which is the same along every input as it stands. */
        static Inputs of(Centring centring, double scale, double shift, LinearAlgebra algebra) {
            return new Inputs(
                    shift > 0
                            ? StandardisedInputs.unscaled(centring, algebra)
                            : StandardisedInputs.of(centring, 0, algebra),
                    scale);
        }

        private double value(int j) {
            return scale * moments.value(j);
        }

        /** Whether the inputs do not vary along eigenvector j, nor does the shift exceed rounding noise there. */
        private boolean isFlat(int j, double shift) {
            return moments.value(j) == 0 && !(shift > scale * moments.least()[j]);
        }
    }

    /**
     * B by its eigenvalues.
     *
     * @param least above 0; smaller eigenvalues count as this
     */
    record Outputs(LinearAlgebra.Eigen eigen, double least) {
        /** @throws ArithmeticException if an element is not finite */
        static Outputs of(DoubleMatrix factor, double least, BlasChoice choice) {
            return new Outputs(LinearAlgebra.of(choice).eigen(factor), least);
        }

        private double value(int i) {
            return Math.max(least, eigen.values()[i]);
        }
    }

    /** B^-1 G H^-1 for a gradient G, outputs x inputs. */
    DoubleMatrix solve(DoubleMatrix gradient) {
        StandardisedInputs moments = inputs.moments();
        Blas blas = Blas.of(choice);
        DoubleMatrix rotated = moments.rotated(byOutputs(moments.scaled(gradient), false), true, blas);
        for (int j = 0; j < rotated.columns(); j++) {
            double input = inputs.value(j);
            boolean flat = inputs.isFlat(j, shift);
            for (int i = 0; i < rotated.rows(); i++) {
                rotated.set(i, j, flat ? 0 : rotated.get(i, j) / (input * outputs.value(i) + shift));
            }
        }
        return moments.scaled(moments.rotated(byOutputs(rotated, true), false, blas));
    }

    /** B^-1 G / curvature for a gradient G, outputs x any; 0 if there is no curvature. */
    DoubleMatrix solveOutputs(DoubleMatrix gradient, double curvature) {
        DoubleMatrix rotated = byOutputs(gradient, false);
        for (int i = 0; i < rotated.rows(); i++) {
            for (int j = 0; j < rotated.columns(); j++) {
                rotated.set(i, j, curvature > 0 ? rotated.get(i, j) / (curvature * outputs.value(i)) : 0);
            }
        }
        return byOutputs(rotated, true);
    }

    /** Into the axes of B's eigenvectors, which are rows, or, transposed, back. */
    private DoubleMatrix byOutputs(DoubleMatrix matrix, boolean transposed) {
        DoubleMatrix product = new DoubleMatrix(matrix.rows(), matrix.columns());
        Blas.of(choice).gemm(transposed, false, 1, outputs.eigen().vectors(), matrix, 0, product);
        return product;
    }
}
