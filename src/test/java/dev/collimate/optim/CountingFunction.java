package dev.collimate.optim;

/** Counts the evaluations of a function; curvature where the function has it. */
final class CountingFunction implements CurvedFunction {
    private final SmoothFunction function;
    private int evaluations;

    CountingFunction(SmoothFunction function) {
        this.function = function;
    }

    int evaluations() {
        return evaluations;
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
    public ValueAndGradient evaluate(double[] point) {
        evaluations++;
        return function.evaluate(point);
    }

    @Override
    public Curved evaluateWithCurvature(double[] point, double shift) {
        evaluations++;
        return ((CurvedFunction) function).evaluateWithCurvature(point, shift);
    }
}
