package dev.collimate.objective;

import dev.collimate.optim.BatchedFunction;
import dev.collimate.optim.BatchedFunctions;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.SmoothFunction;
import dev.collimate.optim.ValueAndGradient;

/** f(W) + (lambda / 2) * |W - reference|^2, see {@link PullPenalty}; of f's batches each carries the whole penalty. */
public final class PenalizedFunction implements BatchedFunction, CurvedFunction {
    private final SmoothFunction function;
    private final BatchedFunction batched;
    private final PullPenalty pull;
    private final double lambda;

    public PenalizedFunction(SmoothFunction function, PullPenalty pull, double lambda) {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lambda must be at least 0 and finite, but was " + lambda);
        }
        this.function = function;
        this.batched = BatchedFunctions.of(function);
        this.pull = pull;
        this.lambda = lambda;
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
        return batched.batches();
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        return pulled(function.evaluate(point), point);
    }

    @Override
    public ValueAndGradient evaluate(double[] point, long step) {
        return pulled(batched.evaluate(point, step), point);
    }

    /** @throws IllegalArgumentException if f has no curvature */
    @Override
    public Curved evaluateWithCurvature(double[] point, double shift) {
        if (!(function instanceof CurvedFunction curved)) {
            throw new IllegalArgumentException("the function that is pulled has no curvature");
        }
        Curved found = curved.evaluateWithCurvature(point, shift + lambda);
        return new Curved(pulled(found.evaluation(), point), found.preconditioner());
    }

    private ValueAndGradient pulled(ValueAndGradient evaluation, double[] point) {
        double[] gradient = evaluation.gradient().clone();
        double penalty = pull.addPenalty(lambda, point, gradient);
        return new ValueAndGradient(evaluation.value() + penalty, gradient);
    }
}
