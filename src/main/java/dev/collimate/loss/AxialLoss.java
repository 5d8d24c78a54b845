package dev.collimate.loss;

/** 1 - |c|, in [0, 1]; drives the angle to the nearer of 0 and 180 degrees, for directions without a sense. The slope at exactly 90 degrees, where the value has a kink, is 0. */
public final class AxialLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "axial";
    }

    @Override
    public double value(double oneMinusCosine, double onePlusCosine, double target) {
        return Math.min(oneMinusCosine, onePlusCosine);
    }

    @Override
    public double slope(double oneMinusCosine, double onePlusCosine, double target) {
        return Double.compare(oneMinusCosine, onePlusCosine);
    }
}
