package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;

/** The orthogonal map that follows from moments, with or without centring; see {@link ClosedForms}. */
final class Procrustes {
    private final Blas blas;
    private final DoubleMatrix inputProducts;
    private final DoubleMatrix crossProducts;
    private final DoubleMatrix rotation;

    /** @param centring of the inputs of {@code moments}; where it centres, actuals are taken from their mean as well */
    Procrustes(MomentSums moments, Centring centring, Blas blas, LinearAlgebra algebra) {
        this.blas = blas;
        this.inputProducts = centring.inputProducts();
        this.crossProducts = centring.crossProducts(moments.crossMoment(), moments.outputDim());
        LinearAlgebra.Svd svd = algebra.svd(centring.centred() ? crossProducts : moments.unitCrossMoment());
        this.rotation = new DoubleMatrix(moments.outputDim(), moments.inputDim());
        blas.gemm(false, false, 1, svd.u(), svd.vTransposed(), 0, rotation);
    }

    /** outputDim x inputDim, orthonormal columns or rows. */
    DoubleMatrix rotation() {
        return rotation;
    }

    /** The rotation times the number above 0 that brings predictions nearest to unit actuals; 1 where there is none. */
    DoubleMatrix scaledRotation() {
        DoubleMatrix rotated = new DoubleMatrix(rotation.rows(), rotation.columns());
        blas.gemm(false, false, 1, rotation, inputProducts, 0, rotated);
        double best = rotation.dot(crossProducts) / rotation.dot(rotated);
        double scale = best > 0 && best < Double.POSITIVE_INFINITY ? best : 1;
        for (int i = 0; i < rotation.rows(); i++) {
            for (int j = 0; j < rotation.columns(); j++) {
                rotated.set(i, j, scale * rotation.get(i, j));
            }
        }
        return rotated;
    }
}
