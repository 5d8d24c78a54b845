package dev.collimate.moments;

import dev.collimate.map.BlockBuffer;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.SymmetricTiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a block, by the runs of columns that {@link SymmetricTiles} has, and the sum of their products with themselves: in
 * double, or in float over a block and added in double. One thread's working memory.
 */
final class TiledRows {
    private final Blas blas;
    private final Precision precision;
    private final List<BlockBuffer> runs = new ArrayList<>();
    private final Matrix product;

    /** @param maxRows no block has more rows */
    TiledRows(int columns, Precision precision, Blas blas, int maxRows) {
        this.blas = blas;
        this.precision = precision;
        for (int start = 0; start < columns; start += SymmetricTiles.SIDE) {
            runs.add(new BlockBuffer(precision, maxRows, Math.min(SymmetricTiles.SIDE, columns - start)));
        }
        int side = precision == Precision.FLOAT ? SymmetricTiles.SIDE : 0;
        this.product = precision.zeros(side, side);
    }

    /** Bytes that it holds. */
    static long bytes(int columns, Precision precision, int maxRows) {
        boolean single = precision == Precision.FLOAT;
        long side = single ? SymmetricTiles.SIDE : 0;
        return (single ? Float.BYTES : Double.BYTES) * ((long) columns * maxRows + side * side);
    }

    /** Copies rows, each times its factor, to the columns from {@code first} on. */
    void put(int first, Matrix source, double[] factors) {
        int end = first + source.columns();
        for (int run = first / SymmetricTiles.SIDE; run * SymmetricTiles.SIDE < end; run++) {
            int start = run * SymmetricTiles.SIDE;
            Matrix target = runs.get(run).rows(source.rows());
            for (int i = 0; i < source.rows(); i++) {
                for (int column = Math.max(first, start); column < Math.min(end, start + target.columns()); column++) {
                    target.set(i, column - start, factors[i] * source.get(i, column - first));
                }
            }
        }
    }

    /** Sets one column to the factors of the rows. */
    void putOnes(int column, int rows, double[] factors) {
        Matrix target = runs.get(column / SymmetricTiles.SIDE).rows(rows);
        for (int i = 0; i < rows; i++) {
            target.set(i, column % SymmetricTiles.SIDE, factors[i]);
        }
    }

    /** Adds the sum of the products of the first {@code rows} rows. */
    void addTo(int rows, SymmetricTiles sum) {
        for (int i = 0; i < runs.size(); i++) {
            for (int j = 0; j <= i; j++) {
                add(runs.get(i).rows(rows), runs.get(j).rows(rows), sum.tile(i, j));
            }
        }
    }

    private void add(Matrix left, Matrix right, DoubleMatrix sum) {
        if (precision == Precision.DOUBLE) {
            blas.gemm(true, false, 1, left, right, 1, sum);
            return;
        }
        FloatMatrix part = (FloatMatrix) product.view(0, sum.rows(), sum.columns());
        blas.gemm(true, false, 1, left, right, 0, part);
        part.addTo(sum.data(), sum.offset());
    }
}
