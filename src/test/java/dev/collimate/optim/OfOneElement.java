package dev.collimate.optim;

import java.util.function.DoubleUnaryOperator;

/**
 * A function of one element, by its value and its slope; the two need not agree.
 *
 * @param error of values by rounding, wherever they lie
 */
record OfOneElement(double error, DoubleUnaryOperator value, DoubleUnaryOperator slope) implements SmoothFunction {
    /** offset + curvature x^2 / 2. */
    static OfOneElement parabola(double error, double offset, double curvature) {
        return new OfOneElement(error, x -> offset + curvature * x * x / 2, x -> curvature * x);
    }

    /** A value at one point alone, and a slope of 1 everywhere. */
    static OfOneElement infiniteBut(double point, double value, double error) {
        return new OfOneElement(error, x -> x == point ? value : Double.POSITIVE_INFINITY, x -> 1);
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        return new ValueAndGradient(value.applyAsDouble(point[0]), new double[] {slope.applyAsDouble(point[0])});
    }

    @Override
    public double roundingError(double near) {
        return error;
    }
}
