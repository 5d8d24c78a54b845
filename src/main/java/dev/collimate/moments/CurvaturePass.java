package dev.collimate.moments;

import dev.collimate.data.BlockObserver;
import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;

/** Adds the rows of blocks, with their predictions, to {@link CurvatureSums}. One thread's working memory. */
public final class CurvaturePass implements BlockObserver, CurvatureGatherer {
    private final RowCurvature row;
    private final int inputDim;
    private final int outputDim;
    private final WeightedProducts products;
    private final CurvatureSums sums;
    private final DoubleMatrix inputs;
    private final DoubleMatrix weightedInputs;
    private final DoubleMatrix units;
    private final DoubleMatrix weightedUnits;

    /** @param maxRows no block has more rows */
    public CurvaturePass(AngularLoss loss, int inputDim, int outputDim, Blas blas, int maxRows) {
        this(loss, blas, maxRows, new CurvatureSums(inputDim, outputDim));
    }

    /** @param sums to add to */
    CurvaturePass(AngularLoss loss, Blas blas, int maxRows, CurvatureSums sums) {
        this.row = new RowCurvature(loss);
        this.inputDim = sums.inputs().rows() - 1;
        this.outputDim = sums.outputs().rows();
        this.products = new WeightedProducts(blas);
        this.sums = sums;
        this.inputs = new DoubleMatrix(maxRows, inputDim + 1);
        this.weightedInputs = new DoubleMatrix(maxRows, inputDim + 1);
        this.units = new DoubleMatrix(maxRows, outputDim);
        this.weightedUnits = new DoubleMatrix(maxRows, outputDim);
    }

    @Override
    public void observe(PairBlock block, Matrix parameters, Matrix predictions, MapWorkspace workspace) {
        observe(block, predictions);
    }

    @Override
    public void observe(PairBlock block, Matrix predictions) {
        int rows = block.rows();
        for (int i = 0; i < rows; i++) {
            row.moveTo(block, predictions, i);
            double inverseNorm = row.inverseNorm();
            double weight = WeightedProducts.weight(block, i);
            double curvature = weight * row.value();
            WeightedProducts.copyRow(block.inputs(), i, 1, inputs);
            WeightedProducts.copyRow(block.inputs(), i, curvature, weightedInputs);
            WeightedProducts.copyRow(predictions, i, inverseNorm, units);
            WeightedProducts.copyRow(predictions, i, weight * inverseNorm, weightedUnits);
            inputs.set(i, inputDim, 1);
            weightedInputs.set(i, inputDim, curvature);
            sums.addWeight(weight);
        }
        products.add(weightedInputs.view(0, rows, inputDim + 1), inputs.view(0, rows, inputDim + 1), sums.inputs);
        products.add(weightedUnits.view(0, rows, outputDim), units.view(0, rows, outputDim), sums.outputs);
    }

    /** w k / s^2 of a row of the block seen last. */
    double curvature(int row) {
        return weightedInputs.get(row, inputDim);
    }

    @Override
    public CurvatureSums sums() {
        return sums;
    }
}
