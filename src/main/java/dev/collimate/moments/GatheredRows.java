package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.math.UnitVectors;
import java.util.ArrayList;
import java.util.List;

/** Up to {@link HiddenPass#ROWS} rows of blocks: inputs x, r = (u, 1, y^) as in {@link HiddenSums}, and weights. */
final class GatheredRows {
    /** Rows that products are taken of at a time. */
    static final int ROWS = 1024;

    private final RandomHiddenLayers layers;
    private final HiddenSums.Shape shape;
    private final Matrix inputs;
    private final List<DoubleMatrix> others = new ArrayList<>();
    private final double[] weights = new double[ROWS];
    private boolean weighted;
    private int count;

    /** @param precision of x */
    GatheredRows(RandomHiddenLayers layers, HiddenSums.Shape shape, Precision precision) {
        this.layers = layers;
        this.shape = shape;
        this.inputs = precision.zeros(ROWS, layers.map().inputDim());
        for (int run = 0; run < SymmetricTiles.panels(shape.others()); run++) {
            int columns = Math.min(SymmetricTiles.SIDE, shape.others() - SymmetricTiles.start(run));
            others.add(new DoubleMatrix(ROWS, columns));
        }
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** @param shortened in (0, 1], what x is multiplied by */
    void add(PairBlock block, int row, double shortened) {
        for (int j = 0; j < inputs.columns(); j++) {
            inputs.set(count, j, shortened * block.inputs().get(row, j));
        }
        for (int j = 0; j < shape.inputs(); j++) {
            setOther(j, layers.scales()[j] * (inputs.get(count, j) - layers.means()[j]));
        }
        setOther(shape.inputs(), 1);
        double inverseNorm = UnitVectors.inverseNorm(block.actuals(), row);
        for (int i = 0; i < shape.outputs(); i++) {
            setOther(shape.inputs() + 1 + i, inverseNorm * block.actuals().get(row, i));
        }
        weights[count] = WeightedProducts.weight(block, row);
        count++;
    }

    private void setOther(int index, double value) {
        others.get(index / SymmetricTiles.SIDE).set(count, index % SymmetricTiles.SIDE, value);
    }

    /**
     * Multiplies r by the root of w / the largest w.
     *
     * @return the largest w, which products of such rows are to be multiplied by
     */
    double takeRootsOfWeights() {
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, weights[i]);
            least = Math.min(least, weights[i]);
        }
        weighted = least < most;
        for (int i = 0; i < count && weighted; i++) {
            weights[i] = Math.sqrt(weights[i] / most);
        }
        others.forEach(run -> multiplyByRoots(run.view(0, count, run.columns())));
        return most;
    }

    /** Multiplies each row of {@code matrix} by the root of its weight, as {@link #takeRootsOfWeights} left it. */
    void multiplyByRoots(Matrix matrix) {
        for (int i = 0; i < count && weighted; i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                matrix.set(i, j, weights[i] * matrix.get(i, j));
            }
        }
    }

    /** x, count x inputDim. */
    Matrix inputs() {
        return inputs.rowRange(0, count);
    }

    /** Copies r to the rows of {@code target}. */
    void copyOthers(Matrix target) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < target.columns(); j++) {
                target.set(i, j, others.get(j / SymmetricTiles.SIDE).get(i, j % SymmetricTiles.SIDE));
            }
        }
    }

    /** Adds scale * r r' over the rows. */
    void addOthers(double scale, SymmetricTiles sum, Blas blas) {
        for (int i = 0; i < others.size(); i++) {
            DoubleMatrix left = others.get(i).view(0, count, others.get(i).columns());
            for (int j = 0; j <= i; j++) {
                blas.gemm(
                        true,
                        false,
                        scale,
                        left,
                        others.get(j).view(0, count, others.get(j).columns()),
                        1,
                        sum.tile(i, j));
            }
        }
    }
}
