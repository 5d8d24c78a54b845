package dev.collimate.optim;

import java.util.List;

/** A function whose every batch is the whole function; notes the steps that it was asked for. */
record Batches(SmoothFunction function, int batches, List<Long> asked) implements BatchedFunction {
    @Override
    public int dimension() {
        return function.dimension();
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        return function.evaluate(point);
    }

    @Override
    public ValueAndGradient evaluate(double[] point, long step) {
        asked.add(step);
        return function.evaluate(point);
    }
}
