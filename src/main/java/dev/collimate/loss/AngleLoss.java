package dev.collimate.loss;

/** The angle itself in radians, in [0, pi]; drives it to 0 degrees with a pull of the same size everywhere, so that rows far off do not dominate. */
public final class AngleLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "angle";
    }

    @Override
    public double value(double oneMinusCosine, double onePlusCosine, double target) {
        return 2 * Math.atan2(Math.sqrt(oneMinusCosine), Math.sqrt(onePlusCosine));
    }

    @Override
    public double slope(double oneMinusCosine, double onePlusCosine, double target) {
        return -1 / Math.sqrt(oneMinusCosine * onePlusCosine);
    }
}
