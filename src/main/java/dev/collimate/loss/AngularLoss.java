package dev.collimate.loss;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.RowAngles;

/**
 * A loss that depends on the angle between a predicted vector p and an actual vector y, and on nothing else of them.
 * Such a loss is a function of the cosine c alone; with s = |p| its gradient is
 *
 * <pre>d(loss)/dp = slope(c) * (y/|y| - c * p/s) / s</pre>
 *
 * so one class is a value and a slope, and the pass over a block is written once, here. Both read the angle of the
 * row, whose 1 - c and 1 + c have their full relative precision: 1 - c by subtraction has no digits left near 0 degrees.
 *
 * <p>Edge rules. Actual vectors are not zero: such rows are refused before a block is built. A zero prediction counts
 * as c = 0 with gradient 0 and is counted in {@link LossSums#undirectedPredictions}. At exactly 0 and 180 degrees the
 * gradient is 0. Finite input never gives NaN or infinity;
 * predictions that are not finite make the sums NaN.
 *
 * <p>Implementations are immutable and safe for any number of threads.
 */
public abstract class AngularLoss implements BlockLoss {
    private static final long serialVersionUID = 1L;

    /** Whether the loss is least where prediction and actual lie on one line, so that a fit by least squares is a start. */
    public boolean alignsVectors() {
        return true;
    }

    /** Whether the loss is least where every prediction points where its actual does, as least squares would have it. */
    public final boolean bringsTogether() {
        return alignsVectors() && !isAxial() && !usesTarget();
    }

    /** Whether a prediction and its opposite count the same, so that angles are those between lines, up to 90 degrees. */
    public boolean isAxial() {
        return false;
    }

    /** The angle of a row as this loss counts it, in radians: in [0, pi], between lines in [0, pi / 2]. */
    public final double measuredAngle(RowAngles row) {
        return isAxial() ? Math.atan2(row.sine(), Math.abs(row.cosine())) : row.angle();
    }

    /** The cosine of {@link #measuredAngle}. */
    public final double measuredCosine(RowAngles row) {
        return isAxial() ? Math.abs(row.cosine()) : row.cosine();
    }

    /**
     * The loss of one row.
     *
     * @param row moved to prediction and actual; reads 90 degrees where the prediction is zero
     * @param target +1 or -1; not read unless {@link #usesTarget()}
     */
    public abstract double value(RowAngles row, double target);

    /** The loss of a row of target +1 whose prediction and actual are {@code angle} radians apart. */
    public final double valueAt(double angle) {
        RowAngles row = new RowAngles();
        row.moveTo(
                new DoubleMatrix(new double[] {1, 0}, 0, 1, 2),
                new DoubleMatrix(new double[] {Math.cos(angle), Math.sin(angle)}, 0, 1, 2),
                0);
        return value(row, 1);
    }

    /** d(value)/dc at an angle strictly between 0 and 180 degrees; arguments as for {@link #value}. */
    public abstract double slope(RowAngles row, double target);

    /**
     * Each row is read once for its three products, once more within 26 degrees of the line of p, and once to write the
     * gradient.
     */
    @Override
    public final void evaluate(
            Matrix predictions,
            Matrix actuals,
            double[] weights,
            double[] targets,
            Matrix gradient,
            LossSums sums,
            RowAngles angles) {
        LossArguments.require(this, predictions, actuals, weights, targets, gradient);
        for (int i = 0; i < predictions.rows(); i++) {
            angles.moveTo(predictions, actuals, i);
            if (angles.isZeroB()) {
                throw new IllegalArgumentException(
                        "actual vectors must not be zero, but row " + i + " of " + predictions.rows() + " is");
            }
            double weight = weights == null ? 1 : weights[i];
            double target = targets == null ? 1 : targets[i];
            sums.add(weight, value(angles, target), measuredAngle(angles), !angles.isDirected());
            double factor = angles.isTurnable() ? weight * slope(angles, target) : 0;
            angles.writeGradient(factor, predictions, actuals, i, gradient);
        }
    }

    @Override
    public final String toString() {
        return name();
    }
}
