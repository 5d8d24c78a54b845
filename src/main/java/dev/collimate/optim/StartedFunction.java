package dev.collimate.optim;

import java.util.Arrays;

/** A function whose evaluation at one point is already known, so that the point costs nothing once more. */
public final class StartedFunction implements SmoothFunction {
    private final SmoothFunction function;
    private final double[] point;
    private final Evaluation evaluation;

    public StartedFunction(SmoothFunction function, double[] point, Evaluation evaluation) {
        this.function = function;
        this.point = point.clone();
        this.evaluation = evaluation;
    }

    @Override
    public int dimension() {
        return function.dimension();
    }

    @Override
    public Evaluation evaluate(double[] at) {
        return Arrays.equals(at, point) ? evaluation : function.evaluate(at);
    }
}
