package dev.collimate.loss;

import dev.collimate.math.RowAngles;

/**
 * For rows that say whether the two vectors belong together: 1 - c where the target is +1, max(0, c - margin) where it is
 * -1. In [0, 2]; drives rows of target +1 to 0 degrees, and rows of target -1 until c is at most the margin, where the
 * slope is 0.
 */
public final class CosineEmbeddingLoss extends AngularLoss {
    private static final long serialVersionUID = 1L;

    private final double margin;

    /**
     * @param margin the cosine that rows of target -1 may keep, in [-1, 1]
     * @throws IllegalArgumentException if the margin is outside
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

    public double margin() {
        return margin;
    }

    @Override
    public boolean usesTarget() {
        return true;
    }

    @Override
    public double value(RowAngles row, double target) {
        return target > 0 ? row.oneMinusCosine() : Math.max(0, row.cosine() - margin);
    }

    @Override
    public double slope(RowAngles row, double target) {
        if (target > 0) {
            return -1;
        }
        return row.cosine() > margin ? 1 : 0;
    }
}
