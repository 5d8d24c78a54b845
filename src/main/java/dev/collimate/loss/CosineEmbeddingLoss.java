package dev.collimate.loss;

/**
 * 1 - c for rows of target +1, max(0, c - margin) for rows of target -1, in [0, 2]; drives the angle to 0 degrees or,
 * for target -1, to at least acos(margin). The slope at c = margin, where the value has a kink, is 0.
 */
public final class CosineEmbeddingLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    private final double margin;

    /**
     * @param margin a cosine
     * @throws IllegalArgumentException if it is not in [-1, 1]
     */
    public CosineEmbeddingLoss(double margin) {
        if (!(margin >= -1 && margin <= 1)) {
            throw new IllegalArgumentException("margin must be in [-1, 1], but was " + margin);
        }
        this.margin = margin;
    }

    @Override
    public String name() {
        return "cosine-embedding";
    }

    @Override
    public boolean usesTarget() {
        return true;
    }

    @Override
    public double value(double oneMinusCosine, double onePlusCosine, double target) {
        return target > 0 ? oneMinusCosine : Math.max(0, excess(oneMinusCosine, onePlusCosine));
    }

    @Override
    public double slope(double oneMinusCosine, double onePlusCosine, double target) {
        if (target > 0) {
            return -1;
        }
        return excess(oneMinusCosine, onePlusCosine) > 0 ? 1 : 0;
    }

    private double excess(double oneMinusCosine, double onePlusCosine) {
        double cosine = oneMinusCosine <= 1 ? 1 - oneMinusCosine : onePlusCosine - 1;
        return cosine - margin;
    }
}
