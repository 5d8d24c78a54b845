package dev.collimate.loss;

import java.io.Serializable;

/** Sums over rows that losses add to: mergeable, and exact in count up to 2^53 rows. Means are formed by the reader. */
public final class LossSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int ROWS = 0;
    private static final int UNDIRECTED = 1;
    private static final int WEIGHT = 2;
    private static final int LOSS = 3;
    private static final int ANGLE = 4;

    private final double[] sums = new double[5];

    /** Adds one row: its weight, its unweighted loss and its angle in radians. */
    public void add(double rowWeight, double rowLoss, double rowAngle, boolean undirected) {
        sums[ROWS]++;
        sums[WEIGHT] += rowWeight;
        sums[LOSS] += rowWeight * rowLoss;
        sums[ANGLE] += rowWeight * rowAngle;
        if (undirected) {
            sums[UNDIRECTED]++;
        }
    }

    /** Adds the sums of {@code other} to this and returns this. */
    public LossSums merge(LossSums other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        return this;
    }

    /** All sums, counts among them: the array itself, not a copy. */
    public double[] array() {
        return sums;
    }

    public long rows() {
        return (long) sums[ROWS];
    }

    /** Rows whose prediction is the zero vector, counted as if at 90 degrees to the actual. */
    public long undirectedPredictions() {
        return (long) sums[UNDIRECTED];
    }

    /** Sum of w. */
    public double weight() {
        return sums[WEIGHT];
    }

    /** Sum of w * loss. */
    public double loss() {
        return sums[LOSS];
    }

    /** Sum of w * angle, in radians. */
    public double angle() {
        return sums[ANGLE];
    }
}
