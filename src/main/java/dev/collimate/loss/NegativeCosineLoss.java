package dev.collimate.loss;

/** -c, in [-1, 1]; drives the angle to 0 degrees. Its gradient is that of {@link CosineLoss}: the value differs by 1. */
public final class NegativeCosineLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "negative-cosine";
    }

    @Override
    public double value(double oneMinusCosine, double onePlusCosine, double target) {
        return oneMinusCosine <= 1 ? oneMinusCosine - 1 : 1 - onePlusCosine;
    }

    @Override
    public double slope(double oneMinusCosine, double onePlusCosine, double target) {
        return -1;
    }
}
