package dev.collimate.loss;

import dev.collimate.math.Matrix;

/** What {@link BlockLoss#evaluate} asks of its arguments. */
final class LossArguments {
    private LossArguments() {}

    /** @throws IllegalArgumentException if they are not what the contract asks for; the content of vectors is not looked at */
    static void require(
            BlockLoss loss, Matrix predictions, Matrix actuals, double[] weights, double[] targets, Matrix gradient) {
        if (predictions.size() == 0) {
            throw new IllegalArgumentException("predictions must not be empty, but are a " + predictions);
        }
        requireLike(predictions, actuals, "actuals");
        requireLike(predictions, gradient, "gradient");
        requireWeights(weights, predictions.rows());
        requireTargets(loss, targets, predictions.rows());
    }

    private static void requireLike(Matrix predictions, Matrix other, String name) {
        if (other.rows() != predictions.rows()
                || other.columns() != predictions.columns()
                || other.precision() != predictions.precision()) {
            throw new IllegalArgumentException(name + " must have the shape and precision of the predictions, a "
                    + predictions + ", but are a " + other);
        }
    }

    private static void requireWeights(double[] weights, int rows) {
        if (weights == null) {
            return;
        }
        requireLength(weights, rows, "weights");
        for (int i = 0; i < rows; i++) {
            if (!(weights[i] >= 0 && weights[i] <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "weights must be finite and at least 0, but that of row " + i + " is " + weights[i]);
            }
        }
    }

    private static void requireTargets(BlockLoss loss, double[] targets, int rows) {
        if (!loss.usesTarget()) {
            return;
        }
        if (targets == null) {
            throw new IllegalArgumentException(
                    "loss " + loss.name() + " needs a target for each of the " + rows + " rows, but there are none");
        }
        requireLength(targets, rows, "targets");
        for (int i = 0; i < rows; i++) {
            if (Math.abs(targets[i]) != 1) {
                throw new IllegalArgumentException(
                        "targets must be +1 or -1, but that of row " + i + " is " + targets[i]);
            }
        }
    }

    private static void requireLength(double[] values, int rows, String name) {
        if (values.length != rows) {
            throw new IllegalArgumentException(
                    "there must be as many " + name + " as rows, " + rows + ", but there are " + values.length);
        }
    }
}
