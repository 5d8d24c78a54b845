package dev.collimate.loss;

import dev.collimate.math.Matrix;
import dev.collimate.math.RowAngles;

/** The pass over a block that all losses share; its contract is {@link AngularLoss#evaluate}. */
final class LossPass {
    private LossPass() {}

    static void run(
            AngularLoss loss,
            Matrix predictions,
            Matrix actuals,
            double[] weights,
            double[] targets,
            Matrix gradient,
            LossSums sums) {
        requireShapes(loss, predictions, actuals, weights, targets, gradient);
        RowAngles angles = new RowAngles();
        for (int i = 0; i < predictions.rows(); i++) {
            double weight = weights == null ? 1 : requireWeight(weights[i], i);
            double target = loss.usesTarget() ? requireTarget(targets[i], i) : 1;
            boolean directed = angles.moveTo(predictions, actuals, i);
            double oneMinusCosine = angles.oneMinusCosine();
            double onePlusCosine = angles.onePlusCosine();
            sums.add(weight, loss.value(oneMinusCosine, onePlusCosine, target), angles.angle(), !directed);
            boolean stationary = !directed || oneMinusCosine == 0 || onePlusCosine == 0;
            double factor = stationary ? 0 : weight * loss.slope(oneMinusCosine, onePlusCosine, target);
            angles.writeGradient(factor, predictions, actuals, i, gradient);
        }
    }

    private static void requireShapes(
            AngularLoss loss, Matrix predictions, Matrix actuals, double[] weights, double[] targets, Matrix gradient) {
        int rows = predictions.rows();
        int columns = predictions.columns();
        if (rows == 0 || columns == 0) {
            throw new IllegalArgumentException(
                    "a block must have at least 1 row and 1 column, but is " + rows + " x " + columns);
        }
        requireSame("actuals", predictions, actuals);
        requireSame("gradient", predictions, gradient);
        if (weights != null && weights.length != rows) {
            throw new IllegalArgumentException("there must be " + rows + " weights, but are " + weights.length);
        }
        if (loss.usesTarget() && (targets == null || targets.length != rows)) {
            throw new IllegalArgumentException("the loss " + loss.name() + " needs " + rows + " targets, but there are "
                    + (targets == null ? 0 : targets.length));
        }
    }

    private static void requireSame(String name, Matrix predictions, Matrix other) {
        if (other.rows() != predictions.rows()
                || other.columns() != predictions.columns()
                || other.precision() != predictions.precision()) {
            throw new IllegalArgumentException(
                    name + " must have the shape of the predictions, " + predictions + ", but is a " + other);
        }
    }

    private static double requireWeight(double weight, int row) {
        if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "weights must be finite and at least 0, but that of row " + row + " was " + weight);
        }
        return weight;
    }

    private static double requireTarget(double target, int row) {
        if (target != 1 && target != -1) {
            throw new IllegalArgumentException("targets must be +1 or -1, but that of row " + row + " was " + target);
        }
        return target;
    }
}
