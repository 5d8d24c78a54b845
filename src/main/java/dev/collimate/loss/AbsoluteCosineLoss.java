package dev.collimate.loss;

/** |c|, in [0, 1]; drives the angle to 90 degrees. The slope at exactly 90 degrees, where the value has its minimum and a kink, is 0. */
public final class AbsoluteCosineLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "absolute-cosine";
    }

    @Override
    public double value(double oneMinusCosine, double onePlusCosine, double target) {
        return 1 - Math.min(oneMinusCosine, onePlusCosine);
    }

    @Override
    public double slope(double oneMinusCosine, double onePlusCosine, double target) {
        return Double.compare(onePlusCosine, oneMinusCosine);
    }
}
