package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.UnitVectors;
import java.util.function.Function;

/**
 * Gathers {@link DirectTransformSums} of the first rows of the data beside the other sums of curvature. One thread's working
 * memory.
 */
final class DirectTransformPass implements CurvatureGatherer {
    private final CurvaturePass factors;
    private final WeightedProducts products;
    private final DirectTransformSums sums;
    private final Function<Matrix, DoubleMatrix> basis;
    private final DoubleMatrix units;
    private final DoubleMatrix coordinates;
    private final DoubleMatrix weighted;
    private final int maxRows;
    private final long end;
    private long place;
    private DoubleMatrix axes;

    /**
     * @param factors whose sums have coordinates
     * @param basis from the parameters of a pass to the axes that actuals are measured along, coordinates x outputDim,
     *     orthonormal rows
     * @param maxRows no block has more rows
     * @param firstRow place of the first row; every block takes {@code maxRows} places
     */
    DirectTransformPass(
            CurvaturePass factors, Function<Matrix, DoubleMatrix> basis, Blas blas, int maxRows, long firstRow) {
        this.factors = factors;
        this.products = new WeightedProducts(blas);
        this.sums = factors.sums().direct();
        this.basis = basis;
        this.units = new DoubleMatrix(maxRows, factors.sums().outputs().rows());
        this.coordinates = new DoubleMatrix(maxRows, sums.coordinates());
        this.maxRows = maxRows;
        this.place = firstRow;
        this.end = DirectTransform.mostRows(
                sums.coordinates(), factors.sums().inputs().rows() - 1);
        this.weighted = new DoubleMatrix(maxRows, factors.sums().inputs().rows());
    }

    @Override
    public void observe(PairBlock block, Matrix parameters, Matrix predictions, MapWorkspace workspace) {
        factors.observe(block, predictions);
        if (place < end) {
            if (axes == null) {
                axes = basis.apply(parameters);
            }
            measure(block);
            add(block);
        }
        place += maxRows;
    }

    /** Overwrites the coordinates by those of a block. */
    private void measure(PairBlock block) {
        for (int i = 0; i < block.rows(); i++) {
            WeightedProducts.copyRow(block.actuals(), i, UnitVectors.inverseNorm(block.actuals(), i), units);
            for (int a = 0; a < axes.rows(); a++) {
                double sum = 0;
                for (int j = 0; j < axes.columns(); j++) {
                    sum += axes.get(a, j) * units.get(i, j);
                }
                coordinates.set(i, a, sum);
            }
        }
    }

    private void add(PairBlock block) {
        int rows = block.rows();
        DoubleMatrix inputs = factors.inputs(rows);
        for (int a = 0; a < sums.coordinates(); a++) {
            for (int b = 0; b <= a; b++) {
                for (int i = 0; i < rows; i++) {
                    WeightedProducts.copyRow(inputs, i, WeightedProducts.weight(block, i) * across(i, a, b), weighted);
                }
                products.add(weighted.view(0, rows, inputs.columns()), inputs, sums.pair(a, b));
            }
        }
    }

    /** What the projection across the actual of a row leaves between two coordinates; 0 for an actual that has none. */
    private double across(int row, int a, int b) {
        double inverse = UnitVectors.inverseNorm(coordinates, row);
        double product = coordinates.get(row, a) * inverse * coordinates.get(row, b) * inverse;
        return inverse > 0 ? (a == b ? 1 : 0) - product : 0;
    }

    @Override
    public CurvatureSums sums() {
        return factors.sums();
    }
}
