package dev.collimate.loss;

/** 1 - c, in [0, 2]; drives the angle to 0 degrees and is 0 there. */
public final class CosineLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public double value(double oneMinusCosine, double onePlusCosine, double target) {
        return oneMinusCosine;
    }

    @Override
    public double slope(double oneMinusCosine, double onePlusCosine, double target) {
        return -1;
    }
}
