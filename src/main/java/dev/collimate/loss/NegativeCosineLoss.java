package dev.collimate.loss;

import dev.collimate.math.RowAngles;

/** -c, in [-1, 1]: drives to 0 degrees. Its gradient is that of {@link CosineLoss}, bit for bit. */
public final class NegativeCosineLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "negative-cosine";
    }

    @Override
    public double value(RowAngles row, double target) {
        return -row.cosine();
    }

    @Override
    public double slope(RowAngles row, double target) {
        return -1;
    }
}
