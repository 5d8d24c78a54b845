package dev.collimate.evaluation;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.math.Matrix;
import dev.collimate.math.RowAngles;

/** Adds the angles between predictions and actuals of blocks to statistics. Not safe for several threads. */
public final class BlockEvaluation {
    private final AngularLoss loss;
    private final BlockPredictor predictor;
    private final AngleStatistics statistics;
    private final RowAngles angles = new RowAngles();

    public BlockEvaluation(AngularLoss loss, BlockPredictor predictor, AngleStatistics statistics) {
        this.loss = loss;
        this.predictor = predictor;
        this.statistics = statistics;
    }

    /**
     * Adds the rows of a block.
     *
     * @return their angles, in degrees
     */
    public double[] add(PairBlock block) {
        double[] degrees = new double[block.rows()];
        if (block.rows() == 0) {
            return degrees;
        }
        Matrix predictions = predictor.predict(block);
        for (int i = 0; i < block.rows(); i++) {
            boolean directed = angles.moveTo(predictions, block.actuals(), i);
            double target = block.targets() == null ? 1 : block.targets()[i];
            double angle = loss.measuredAngle(angles);
            degrees[i] = Math.toDegrees(angle);
            statistics.add(
                    angle,
                    loss.measuredCosine(angles),
                    directed,
                    loss.value(angles, target),
                    block.weights() == null ? 1 : block.weights()[i]);
        }
        return degrees;
    }
}
