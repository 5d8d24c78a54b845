package dev.collimate.loss;

import java.io.Serializable;

/** Sums over rows that losses add to: mergeable, and exact in count. Means are formed by the reader. */
public final class LossSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private long undirectedPredictions;
    private double weight;
    private double loss;
    private double angle;
    private double squaredAngle;

    /** Adds one row: its weight, its unweighted loss and its angle in radians. */
    void add(double rowWeight, double rowLoss, double rowAngle, boolean undirected) {
        rows++;
        weight += rowWeight;
        loss += rowWeight * rowLoss;
        angle += rowWeight * rowAngle;
        squaredAngle += rowWeight * rowAngle * rowAngle;
        if (undirected) {
            undirectedPredictions++;
        }
    }

    /** Adds the sums of {@code other} to this and returns this. */
    public LossSums merge(LossSums other) {
        rows += other.rows;
        undirectedPredictions += other.undirectedPredictions;
        weight += other.weight;
        loss += other.loss;
        angle += other.angle;
        squaredAngle += other.squaredAngle;
        return this;
    }

    public long rows() {
        return rows;
    }

    /** Rows whose prediction is the zero vector, counted as if at 90 degrees to the actual. */
    public long undirectedPredictions() {
        return undirectedPredictions;
    }

    /** Sum of w. */
    public double weight() {
        return weight;
    }

    /** Sum of w * loss. */
    public double loss() {
        return loss;
    }

    /** Sum of w * angle, in radians. */
    public double angle() {
        return angle;
    }

    /** Sum of w * angle^2, in radians squared. */
    public double squaredAngle() {
        return squaredAngle;
    }
}
