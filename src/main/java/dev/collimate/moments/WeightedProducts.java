package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;

/**
 * Buffers, in double, for sums of products over the rows of blocks: copies of rows, each times its own factor, and the
 * products of such copies. One thread's working memory.
 */
public final class WeightedProducts {
    private final Blas blas;

    WeightedProducts(Blas blas) {
        this.blas = blas;
    }

    /** Adds left' * right to {@code sum}; left is rows x m, right rows x n, sum m x n. */
    void add(DoubleMatrix left, DoubleMatrix right, DoubleMatrix sum) {
        blas.gemm(true, false, 1, left, right, 1, sum);
    }

    /** Adds rows' * rows to {@code sum}, on and below its diagonal. */
    void addSquare(DoubleMatrix rows, DoubleMatrix sum) {
        blas.addSquare(rows, sum);
    }

    /** Copies row i of {@code source}, times {@code factor}, to the start of row i of {@code target}. */
    static void copyRow(Matrix source, int row, double factor, DoubleMatrix target) {
        copyRow(source, row, factor, target, row);
    }

    /** The same to the start of row {@code targetRow}. */
    static void copyRow(Matrix source, int row, double factor, DoubleMatrix target, int targetRow) {
        int start = target.rowOffset(targetRow);
        for (int j = 0; j < source.columns(); j++) {
            target.data()[start + j] = factor * source.get(row, j);
        }
    }

    static double weight(PairBlock block, int row) {
        return block.weights() == null ? 1 : block.weights()[row];
    }
}
