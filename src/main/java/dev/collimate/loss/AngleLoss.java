package dev.collimate.loss;

import dev.collimate.math.RowAngles;

/** The angle in radians, in [0, pi]: drives to 0 degrees with a gradient of length 1/|p| at every angle in between. At
 * exactly 0 and 180 degrees, where no direction is the steepest, the gradient is 0. */
public final class AngleLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "angle";
    }

    @Override
    public double value(RowAngles row, double target) {
        return row.angle();
    }

    @Override
    public double slope(RowAngles row, double target) {
        return -1 / row.sine();
    }
}
