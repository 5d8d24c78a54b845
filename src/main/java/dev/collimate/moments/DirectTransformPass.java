package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.UnitVectors;

/**
 * Gathers {@link DirectTransformSums} of the first rows of the data beside the sums of curvature. One thread's working
 * memory.
 */
public final class DirectTransformPass implements CurvatureGatherer {
    private final MapMethods methods;
    private final CurvatureGatherer curvature;
    private final WeightedProducts products;
    private final DirectTransformSums sums;
    private final DoubleMatrix inputs;
    private final DoubleMatrix weighted;
    private final DoubleMatrix coordinates;
    private final int maxRows;
    private final long end;
    private long place;
    private DoubleMatrix axes;

    /**
     * @param methods of a map of few coordinates
     * @param curvature gathers the other sums
     * @param maxRows no block has more rows
     * @param firstRow place of the first row among those of the data; every block takes {@code maxRows} places
     */
    public DirectTransformPass(MapMethods methods, CurvatureGatherer curvature, Blas blas, int maxRows, long firstRow) {
        int inputDim = methods.map().inputDim();
        this.methods = methods;
        this.curvature = curvature;
        this.products = new WeightedProducts(blas);
        this.sums = new DirectTransformSums(methods.coordinates(), inputDim);
        this.inputs = new DoubleMatrix(maxRows, inputDim + 1);
        this.weighted = new DoubleMatrix(maxRows, inputDim + 1);
        this.coordinates = new DoubleMatrix(maxRows, sums.coordinates());
        this.maxRows = maxRows;
        this.end = DirectTransform.mostRows(sums.coordinates(), inputDim);
        this.place = firstRow;
    }

    @Override
    public void observe(PairBlock block, Matrix parameters, Matrix predictions, MapWorkspace workspace) {
        curvature.observe(block, parameters, predictions, workspace);
        if (place < end) {
            if (axes == null) {
                axes = methods.axes(parameters);
            }
            for (int i = 0; i < block.rows(); i++) {
                WeightedProducts.copyRow(block.inputs(), i, 1, inputs);
                inputs.set(i, inputs.columns() - 1, 1);
                measure(block.actuals(), i);
            }
            add(block);
        }
        place += maxRows;
    }

    /** Overwrites the coordinates of a row by those of its actual, at unit length; an actual that has none leaves 0. */
    private void measure(Matrix actuals, int row) {
        for (int a = 0; a < axes.rows(); a++) {
            double sum = 0;
            for (int j = 0; j < axes.columns(); j++) {
                sum += axes.get(a, j) * actuals.get(row, j);
            }
            coordinates.set(row, a, sum);
        }
        double inverse = UnitVectors.inverseNorm(coordinates, row);
        for (int a = 0; a < axes.rows(); a++) {
            coordinates.set(row, a, inverse * coordinates.get(row, a));
        }
    }

    private void add(PairBlock block) {
        DoubleMatrix seen = inputs.view(0, block.rows(), inputs.columns());
        for (int a = 0; a < sums.coordinates(); a++) {
            for (int b = 0; b <= a; b++) {
                for (int i = 0; i < block.rows(); i++) {
                    double across = (a == b && isMeasured(i) ? 1 : 0) - coordinates.get(i, a) * coordinates.get(i, b);
                    WeightedProducts.copyRow(inputs, i, WeightedProducts.weight(block, i) * across, weighted);
                }
                products.add(weighted.view(0, block.rows(), inputs.columns()), seen, sums.pair(a, b));
            }
        }
    }

    private boolean isMeasured(int row) {
        for (int a = 0; a < sums.coordinates(); a++) {
            if (coordinates.get(row, a) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CurvatureSums sums() {
        return curvature.sums();
    }

    /** The sums over the first rows: the object itself, not a copy. */
    public DirectTransformSums directSums() {
        return sums;
    }
}
