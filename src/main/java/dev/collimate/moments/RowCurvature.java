package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.math.Matrix;
import dev.collimate.math.RowAngles;
import dev.collimate.math.UnitVectors;

/** How an angular loss curves across the prediction of one row after the other. One thread's working memory. */
final class RowCurvature {
    /** Rows at wide angles curve a loss downwards or not at all; they count as if they curved it by this. */
    static final double LEAST_CURVATURE = 0.05;

    /** The loss angle curves without bound near 0 degrees; rows there count as if they curved it by this. */
    static final double MOST_CURVATURE = 20;

    private final AngularLoss loss;
    private final RowAngles angles = new RowAngles();
    private boolean directed;
    private double inverseNorm;
    private double target;

    RowCurvature(AngularLoss loss) {
        this.loss = loss;
    }

    void moveTo(PairBlock block, Matrix predictions, int row) {
        directed = angles.moveTo(predictions, block.actuals(), row);
        inverseNorm = directed ? UnitVectors.inverseNorm(predictions, row) : 0;
        target = block.targets() == null ? 1 : block.targets()[row];
    }

    /** 1 / s of the prediction's norm s; 0 for one that has no direction. */
    double inverseNorm() {
        return inverseNorm;
    }

    /** 1 - |cos| between prediction and actual; 1 where there is no direction. */
    double distance() {
        return directed ? 1 - Math.abs(angles.cosine()) : 1;
    }

    /**
     * k / s^2, with the second derivative k of the loss over the directions of p, in every direction but that of y:
     * l'(angle) / tan(angle). For 1 - c it is c itself. 0 where there is no direction.
     */
    double value() {
        double curvature =
                angles.isTurnable() ? -loss.slope(angles, target) * angles.cosine() : Math.abs(angles.cosine());
        return Math.max(LEAST_CURVATURE, Math.min(MOST_CURVATURE, curvature)) * inverseNorm * inverseNorm;
    }
}
