package dev.collimate.objective;

import dev.collimate.optim.BatchedFunction;
import dev.collimate.optim.ValueAndGradient;
import java.util.Arrays;

/** A function of several parts, of which each is another multiple of the sum of the parameters. */
record BatchedParts(int dimension, int batches) implements BatchedFunction {
    @Override
    public ValueAndGradient evaluate(double[] point) {
        return scaled(point, 1);
    }

    @Override
    public ValueAndGradient evaluate(double[] point, long step) {
        return scaled(point, step + 2);
    }

    @Override
    public double roundingError(double value) {
        return value / 8;
    }

    private ValueAndGradient scaled(double[] point, double factor) {
        double[] gradient = new double[dimension];
        Arrays.fill(gradient, factor);
        return new ValueAndGradient(factor * Arrays.stream(point).sum(), gradient);
    }
}
