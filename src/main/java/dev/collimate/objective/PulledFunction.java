package dev.collimate.objective;

import dev.collimate.map.ParameterLayout;
import dev.collimate.optim.Evaluation;
import dev.collimate.optim.SmoothFunction;

/**
 * f(W) + (lambda/2) * |W - reference|^2 over all parameters but intercepts. The reference is never 0 for a map whose
 * output length is free: a pull towards 0 would only shrink W, which an angle does not see, and have no minimum.
 */
public final class PulledFunction implements SmoothFunction {
    private final SmoothFunction function;
    private final ParameterLayout layout;
    private final double lambda;
    private final double[] reference;

    public PulledFunction(SmoothFunction function, ParameterLayout layout, double lambda, double[] reference) {
        if (reference.length != function.dimension() || layout.size() != function.dimension()) {
            throw new IllegalArgumentException("the reference has " + reference.length + " parameters, the layout "
                    + layout.size() + ", the function " + function.dimension());
        }
        this.function = function;
        this.layout = layout;
        this.lambda = lambda;
        this.reference = reference.clone();
    }

    @Override
    public int dimension() {
        return function.dimension();
    }

    @Override
    public Evaluation evaluate(double[] point) {
        Evaluation evaluation = function.evaluate(point);
        double[] gradient = evaluation.gradient().clone();
        double squares = 0;
        for (ParameterLayout.Entry entry : layout.entries()) {
            if (!entry.intercept()) {
                for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
                    double difference = point[i] - reference[i];
                    squares += difference * difference;
                    gradient[i] += lambda * difference;
                }
            }
        }
        return new Evaluation(evaluation.value() + lambda / 2 * squares, gradient);
    }
}
