package dev.collimate.loss;

/** Half the squared angle in radians, in [0, pi^2 / 2]; drives the angle to 0 degrees with a pull that grows with the angle up to 180 degrees, where that of {@link CosineLoss} fades. */
public final class SquaredAngleLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "squared-angle";
    }

    @Override
    public double value(double oneMinusCosine, double onePlusCosine, double target) {
        double angle = 2 * Math.atan2(Math.sqrt(oneMinusCosine), Math.sqrt(onePlusCosine));
        return angle * angle / 2;
    }

    @Override
    public double slope(double oneMinusCosine, double onePlusCosine, double target) {
        double angle = 2 * Math.atan2(Math.sqrt(oneMinusCosine), Math.sqrt(onePlusCosine));
        return -angle / Math.sqrt(oneMinusCosine * onePlusCosine);
    }
}
