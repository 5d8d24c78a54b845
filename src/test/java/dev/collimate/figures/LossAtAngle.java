package dev.collimate.figures;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.LossSums;
import dev.collimate.loss.Losses;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;

/**
 * A loss and the size of its gradient, |d(loss)/dp| * |p|, where the prediction p is at an angle to the actual vector. By
 * the loss's own class, in double.
 */
public record LossAtAngle(double value, double gradientSize) {
    /** Neither vector's length changes anything; that of a prediction of 1 makes the gradient its own size. */
    private static final double ACTUAL_LENGTH = 3;

    /**
     * @param name of the loss, with margin 0 where it has one
     * @param target +1 or -1, read where the loss has one
     */
    public static LossAtAngle of(String name, double target, double degrees) {
        AngularLoss loss = Losses.of(name, 0);
        double radians = Math.toRadians(degrees);
        Matrix prediction = Precision.DOUBLE.rowVector(new double[] {Math.cos(radians), Math.sin(radians)});
        Matrix actual = Precision.DOUBLE.rowVector(new double[] {ACTUAL_LENGTH, 0});
        Matrix gradient = Precision.DOUBLE.zeros(1, 2);
        LossSums sums = new LossSums();
        loss.evaluate(prediction, actual, null, new double[] {target}, gradient, sums);
        return new LossAtAngle(sums.loss(), Math.hypot(gradient.get(0, 0), gradient.get(0, 1)));
    }
}
