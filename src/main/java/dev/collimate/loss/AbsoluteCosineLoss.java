package dev.collimate.loss;

import dev.collimate.math.RowAngles;

/** abs(c), in [0, 1]: drives to 90 degrees, and is meant for that only. At c = 0, its least value, the slope is 0. */
public final class AbsoluteCosineLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "absolute-cosine";
    }

    @Override
    public boolean alignsVectors() {
        return false;
    }

    @Override
    public boolean isAxial() {
        return true;
    }

    @Override
    public double value(RowAngles row, double target) {
        return Math.abs(row.cosine());
    }

    @Override
    public double slope(RowAngles row, double target) {
        return Math.signum(row.cosine());
    }
}
