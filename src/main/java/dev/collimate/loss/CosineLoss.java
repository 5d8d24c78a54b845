package dev.collimate.loss;

import dev.collimate.math.RowAngles;

/** 1 - c, in [0, 2]: drives to 0 degrees and is 0 there. */
public final class CosineLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public double value(RowAngles row, double target) {
        return row.oneMinusCosine();
    }

    @Override
    public double slope(RowAngles row, double target) {
        return -1;
    }
}
