package dev.collimate.loss;

import dev.collimate.math.RowAngles;

/** 1 - abs(c), in [0, 1]: drives to the nearer of 0 and 180 degrees, so that p and -p count the same. At c = 0, where both are
 * equally near, the slope is 0. */
public final class AxialLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "axial";
    }

    @Override
    public boolean isAxial() {
        return true;
    }

    @Override
    public double value(RowAngles row, double target) {
        return Math.min(row.oneMinusCosine(), row.onePlusCosine());
    }

    @Override
    public double slope(RowAngles row, double target) {
        return -Math.signum(row.cosine());
    }
}
