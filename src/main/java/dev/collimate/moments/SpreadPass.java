package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.UnitVectors;

/** Adds the rows of blocks, with their predictions, to {@link SpreadSums}. One thread's working memory. */
public final class SpreadPass {
    private final SpreadSums sums;
    private final WeightedProducts products;
    private final DoubleMatrix plain;
    private final DoubleMatrix units;
    private final DoubleMatrix weighted;

    /** @param maxRows no block has more rows */
    public SpreadPass(int outputDim, Blas blas, int maxRows) {
        this.sums = new SpreadSums(outputDim);
        this.products = new WeightedProducts(blas);
        this.plain = new DoubleMatrix(maxRows, outputDim + 1);
        this.units = new DoubleMatrix(maxRows, outputDim + 1);
        this.weighted = new DoubleMatrix(maxRows, outputDim + 1);
    }

    /** @param predictions rows x outputDim */
    public void add(PairBlock block, Matrix predictions) {
        if (block.rows() > 0) {
            add(block, predictions, false, plain, sums.predictions);
            add(block, block.actuals(), true, units, sums.actuals);
            for (int i = 0; i < block.rows(); i++) {
                double product = 0;
                for (int j = 0; j < predictions.columns(); j++) {
                    product += plain.get(i, j) * units.get(i, j);
                }
                sums.agreement[0] += WeightedProducts.weight(block, i) * product;
            }
        }
    }

    private void add(PairBlock block, Matrix vectors, boolean unit, DoubleMatrix rows, DoubleMatrix sum) {
        int one = vectors.columns();
        for (int i = 0; i < block.rows(); i++) {
            double factor = unit ? UnitVectors.inverseNorm(vectors, i) : 1;
            double weight = WeightedProducts.weight(block, i);
            WeightedProducts.copyRow(vectors, i, factor, rows);
            WeightedProducts.copyRow(vectors, i, weight * factor, weighted);
            rows.set(i, one, 1);
            weighted.set(i, one, weight);
        }
        products.add(weighted.view(0, block.rows(), one + 1), rows.view(0, block.rows(), one + 1), sum);
    }

    /** The sums over the blocks added so far: the object itself, not a copy. */
    public SpreadSums sums() {
        return sums;
    }
}
