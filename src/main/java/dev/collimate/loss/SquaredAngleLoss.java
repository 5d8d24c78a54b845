package dev.collimate.loss;

import dev.collimate.math.RowAngles;

/** Half the square of the angle in radians, in [0, pi^2 / 2]: drives to 0 degrees, harder from far away than any other loss. */
public final class SquaredAngleLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "squared-angle";
    }

    @Override
    public double value(RowAngles row, double target) {
        return row.angle() * row.angle() / 2;
    }

    @Override
    public double slope(RowAngles row, double target) {
        return -row.angle() / row.sine();
    }
}
