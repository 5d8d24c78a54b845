package dev.collimate.moments;

import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.math.TiledCholesky;
import java.util.ArrayList;
import java.util.List;

/**
 * The inverse D (D S D + d I + e D^2)^-1 D of a symmetric positive semidefinite S, n x n, that is damped by d, relative to
 * the diagonal that D, itself diagonal, makes near 1, and by e as it stands: that of S + d D^-2 + e I, and 0 where D is 0.
 *
 * @param scales the diagonal of D
 * @param lower L of L L' = D S D + d I + e D^2, by the tiles of {@link SymmetricTiles}
 */
record DampedFactor(double[] scales, List<DoubleMatrix> lower, BlasChoice choice) {
    DampedFactor {
        lower = SymmetricTiles.of(scales.length, lower).tiles();
    }

    /**
     * @param matrix S; used up
     * @param damping d, above 0
     * @param shift e, at least 0
     * @throws ArithmeticException if an element is not finite
     */
    static DampedFactor of(SymmetricTiles matrix, double[] scales, double damping, double shift, BlasChoice choice) {
        matrix.scale(scales);
        double[] addends = new double[scales.length];
        for (int i = 0; i < scales.length; i++) {
            addends[i] = damping + shift * scales[i] * scales[i];
        }
        matrix.addToDiagonal(addends);
        TiledCholesky.of(matrix, choice);
        return new DampedFactor(scales, matrix.tiles(), choice);
    }

    /** The product with {@code matrix}, any x n, from the left: matrix times this, as a new matrix. */
    DoubleMatrix solve(DoubleMatrix matrix) {
        List<DoubleMatrix> runs = new ArrayList<>();
        for (int start = 0; start < scales.length; start += SymmetricTiles.SIDE) {
            DoubleMatrix run = new DoubleMatrix(matrix.rows(), Math.min(SymmetricTiles.SIDE, scales.length - start));
            for (int i = 0; i < run.rows(); i++) {
                for (int j = 0; j < run.columns(); j++) {
                    run.set(i, j, matrix.get(i, start + j) * scales[start + j]);
                }
            }
            runs.add(run);
        }
        TiledCholesky.ofFactor(SymmetricTiles.of(scales.length, lower), choice).solve(runs);
        DoubleMatrix product = new DoubleMatrix(matrix.rows(), matrix.columns());
        for (int i = 0; i < product.rows(); i++) {
            for (int j = 0; j < product.columns(); j++) {
                double solved = runs.get(j / SymmetricTiles.SIDE).get(i, j % SymmetricTiles.SIDE);
                product.set(i, j, solved * scales[j]);
            }
        }
        return product;
    }

    /** This times {@code matrix}, n x any, as a new matrix. */
    DoubleMatrix solveColumns(DoubleMatrix matrix) {
        return transposed(solve(transposed(matrix)));
    }

    private static DoubleMatrix transposed(DoubleMatrix matrix) {
        DoubleMatrix transposed = new DoubleMatrix(matrix.columns(), matrix.rows());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                transposed.set(j, i, matrix.get(i, j));
            }
        }
        return transposed;
    }
}
