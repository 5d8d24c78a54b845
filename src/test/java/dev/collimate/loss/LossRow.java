package dev.collimate.loss;

import dev.collimate.Vectors;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;

/** A loss and its gradient at one row. */
record LossRow(double value, double radians, double[] gradient, long undirected) {
    /** @param target +1 or -1, read where the loss has one */
    static LossRow of(AngularLoss loss, Precision precision, double[] prediction, double[] actual, double target) {
        Matrix p = precision.rowVector(prediction);
        LossSums sums = new LossSums();
        loss.evaluate(p, precision.rowVector(actual), null, new double[] {target}, p, sums);
        return new LossRow(sums.loss(), sums.angle(), p.toDoubleArray(), sums.undirectedPredictions());
    }

    static LossRow of(AngularLoss loss, double[] prediction, double[] actual) {
        return of(loss, Precision.DOUBLE, prediction, actual, 1);
    }

    double gradientLength() {
        return Vectors.length(gradient);
    }
}
