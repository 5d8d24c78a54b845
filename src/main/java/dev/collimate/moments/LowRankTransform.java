package dev.collimate.moments;

import dev.collimate.map.LowRankMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Floats;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.math.Matrix;
import dev.collimate.math.UnitVectors;
import java.util.Optional;

/**
 * {@link DirectTransform} of a low-rank map, whose predictions U V x + b lie in the space of the columns of (U b). Where
 * actuals are predictions without noise, reduced-rank regression finds that space, and they have few coordinates in it.
 */
final class LowRankTransform {
    /** Of a column, over its length, that must be left when what it has of the columns before is taken off. */
    private static final double INDEPENDENT = 1e-4;

    private LowRankTransform() {}

    /** Dimensions of the space of predictions, where they are few; else 0. */
    static int coordinates(LowRankMap map) {
        int dimensions = Math.min(map.outputDim(), map.rank() + (map.fitIntercept() ? 1 : 0));
        return !map.residual() && DirectTransform.suits(dimensions, map.inputDim()) ? dimensions : 0;
    }

    /**
     * Orthonormal axes of the space of predictions, coordinates x outputDim; where that is all of the outputs', the outputs
     * themselves. A column of (U b) that depends on those before has an axis of zeros.
     */
    static DoubleMatrix axes(LowRankMap map, Matrix parameters) {
        if (coordinates(map) == map.outputDim()) {
            return DoubleMatrix.identity(map.outputDim());
        }
        DoubleMatrix axes = new DoubleMatrix(coordinates(map), map.outputDim());
        Matrix factor = map.layout().view(parameters, LowRankMap.OUTPUT_FACTOR);
        for (int a = 0; a < axes.rows(); a++) {
            double[] column = new double[map.outputDim()];
            for (int i = 0; i < column.length; i++) {
                column[i] = a < map.rank()
                        ? factor.get(i, a)
                        : map.layout().view(parameters, LowRankMap.INTERCEPT).get(0, i);
            }
            orthonormalize(column, axes, a);
            axes.setRow(a, column);
        }
        return axes;
    }

    private static void orthonormalize(double[] column, DoubleMatrix axes, int before) {
        double length = UnitVectors.norm(column);
        // Twice is enough for axes that are orthogonal to rounding (Giraud et al., 2005).
        for (int turn = 0; turn < 2; turn++) {
            for (int a = 0; a < before; a++) {
                double product = 0;
                for (int i = 0; i < column.length; i++) {
                    product += column[i] * axes.get(a, i);
                }
                for (int i = 0; i < column.length; i++) {
                    column[i] -= product * axes.get(a, i);
                }
            }
        }
        double left = UnitVectors.norm(column);
        double factor = left > INDEPENDENT * length ? 1 / left : 0;
        for (int i = 0; i < column.length; i++) {
            column[i] *= factor;
        }
    }

    /**
     * @param point the parameters where the sums were taken
     * @param cross sum of w y^ (x, 1)', outputDim x (inputDim + 1)
     */
    static Optional<double[]> of(
            LowRankMap map, double[] point, DirectTransformSums sums, DoubleMatrix cross, BlasChoice choice) {
        // As tasks have them, whose parameters are floats: columns that are nearly dependent may turn on a rounding.
        DoubleMatrix axes = axes(map, new FloatMatrix(Floats.of(point), 0, 1, point.length));
        Blas blas = Blas.of(choice);
        DoubleMatrix along = new DoubleMatrix(axes.rows(), cross.columns());
        blas.gemm(false, false, 1, axes, cross, 0, along);
        return DirectTransform.of(sums, map.fitIntercept(), along, choice)
                .map(found -> parameters(map, found, axes, blas, LinearAlgebra.of(choice)));
    }

    /** U has orthonormal columns: the directions in which the weights, in standardised inputs, reach furthest. */
    private static double[] parameters(
            LowRankMap map, DirectTransform found, DoubleMatrix axes, Blas blas, LinearAlgebra algebra) {
        int coordinates = axes.rows();
        DoubleMatrix reach = new DoubleMatrix(coordinates, coordinates);
        blas.gemm(false, true, 1, found.standardised(), found.standardised(), 0, reach);
        DoubleMatrix furthest =
                algebra.eigen(reach).vectors().view((coordinates - map.rank()) * coordinates, map.rank(), coordinates);
        DoubleMatrix parameters = new DoubleMatrix(1, map.layout().size());
        DoubleMatrix input = new DoubleMatrix(map.rank(), map.inputDim() + 1);
        blas.gemm(false, false, 1, furthest, found.weights(), 0, input);
        DoubleMatrix output = new DoubleMatrix(map.outputDim(), map.rank());
        blas.gemm(true, true, 1, axes, furthest, 0, output);
        map.layout().view(parameters, LowRankMap.OUTPUT_FACTOR).copyFrom(output);
        Matrix factor = map.layout().view(parameters, LowRankMap.INPUT_FACTOR);
        for (int i = 0; i < map.rank(); i++) {
            for (int j = 0; j < map.inputDim(); j++) {
                factor.set(i, j, input.get(i, j));
            }
        }
        for (int i = 0; i < map.outputDim() && map.fitIntercept(); i++) {
            double sum = 0;
            for (int a = 0; a < coordinates; a++) {
                sum += axes.get(a, i) * found.weights().get(a, map.inputDim());
            }
            map.layout().view(parameters, LowRankMap.INTERCEPT).set(0, i, sum);
        }
        return parameters.data();
    }
}
