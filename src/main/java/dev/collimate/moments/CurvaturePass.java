package dev.collimate.moments;

import dev.collimate.data.BlockObserver;
import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.RowAngles;
import dev.collimate.math.UnitVectors;

/** Adds the rows of blocks, with their predictions, to {@link CurvatureSums}. One thread's working memory. */
public final class CurvaturePass implements BlockObserver, CurvatureGatherer {
    /** Rows at wide angles curve a loss downwards or not at all; they count as if they curved it by this. */
    static final double LEAST_CURVATURE = 0.05;

    /** The loss angle curves without bound near 0 degrees; rows there count as if they curved it by this. */
    static final double MOST_CURVATURE = 20;

    private final AngularLoss loss;
    private final int inputDim;
    private final int outputDim;
    private final WeightedProducts products;
    private final CurvatureSums sums;
    private final RowAngles angles = new RowAngles();
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
        this.loss = loss;
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
            double inverseNorm =
                    angles.moveTo(predictions, block.actuals(), i) ? UnitVectors.inverseNorm(predictions, i) : 0;
            double weight = WeightedProducts.weight(block, i);
            double target = block.targets() == null ? 1 : block.targets()[i];
            double curvature = weight * curvature(target) * inverseNorm * inverseNorm;
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

    /**
     * Second derivative of the loss over the directions of p, in every direction but that of y: l'(angle) / tan(angle).
     * For 1 - c it is c itself.
     */
    private double curvature(double target) {
        double curvature =
                angles.isTurnable() ? -loss.slope(angles, target) * angles.cosine() : Math.abs(angles.cosine());
        return Math.max(LEAST_CURVATURE, Math.min(MOST_CURVATURE, curvature));
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
