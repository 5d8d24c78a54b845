package dev.collimate.loss;

import dev.collimate.math.HashRandom;
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
        return length(gradient);
    }

    /** Independent standard normal numbers, times {@code scale}. */
    static double[] random(long seed, int dim, double scale) {
        double[] values = new double[dim];
        for (int i = 0; i < dim; i++) {
            values[i] = scale * HashRandom.gaussian(seed, i);
        }
        return values;
    }

    static double[] plus(double[] vector, double factor, double[] addend) {
        double[] sum = vector.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * addend[i];
        }
        return sum;
    }

    static double[] times(double factor, double[] vector) {
        return plus(new double[vector.length], factor, vector);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }
}
