package dev.collimate.objective;

import dev.collimate.optim.BatchedFunction;
import dev.collimate.optim.BatchedFunctions;
import dev.collimate.optim.SmoothFunction;
import dev.collimate.optim.ValueAndGradient;

/**
 * A function of parameters as a function of scaled ones: each parameter is its scale times the scaled one. A solver whose
 * steps depend on the units of parameters sees those of the scaled ones.
 */
public final class ScaledFunction implements BatchedFunction {
    private final BatchedFunction function;
    private final double[] scales;

    /**
     * @param scales one for each parameter, at least 0; at 0 the parameter is 0
     * @throws IllegalArgumentException if their number is not that of the parameters
     */
    public ScaledFunction(SmoothFunction function, double[] scales) {
        if (scales.length != function.dimension()) {
            throw new IllegalArgumentException(
                    "there must be " + function.dimension() + " scales, but there are " + scales.length);
        }
        this.function = BatchedFunctions.of(function);
        this.scales = scales.clone();
    }

    /** The parameters at a scaled point, as a new array. */
    public double[] parameters(double[] point) {
        double[] parameters = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            parameters[i] = scales[i] * point[i];
        }
        return parameters;
    }

    /** The scaled point of parameters, as a new array. */
    public double[] point(double[] parameters) {
        double[] point = new double[parameters.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = scales[i] > 0 ? parameters[i] / scales[i] : 0;
        }
        return point;
    }

    @Override
    public int dimension() {
        return function.dimension();
    }

    @Override
    public double roundingError(double value) {
        return function.roundingError(value);
    }

    @Override
    public int batches() {
        return function.batches();
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        return scaled(function.evaluate(parameters(point)));
    }

    @Override
    public ValueAndGradient evaluate(double[] point, long step) {
        return scaled(function.evaluate(parameters(point), step));
    }

    private ValueAndGradient scaled(ValueAndGradient evaluation) {
        return new ValueAndGradient(evaluation.value(), parameters(evaluation.gradient()));
    }
}
