package dev.collimate.objective;

import dev.collimate.map.ParameterLayout;
import dev.collimate.optim.Decay;
import java.util.function.IntConsumer;

/**
 * A pull of parameters, but of no intercept, towards a reference. The reference is never 0 for a map whose output length
 * is free: a pull towards 0 would only shrink the map, which an angle does not see, and have no minimum.
 */
public final class PullPenalty implements Decay {
    private final ParameterLayout layout;
    private final double[] reference;

    /** @throws IllegalArgumentException if the reference does not have the layout's size */
    public PullPenalty(ParameterLayout layout, double[] reference) {
        if (layout.size() != reference.length) {
            throw new IllegalArgumentException(
                    "the reference must have " + layout.size() + " parameters, but has " + reference.length);
        }
        this.layout = layout;
        this.reference = reference.clone();
    }

    @Override
    public void apply(double[] point, double share) {
        forEachPulled(i -> point[i] -= share * (point[i] - reference[i]));
    }

    /** (lambda / 2) * |W - reference|^2; its gradient is added to {@code gradient}. */
    double addPenalty(double lambda, double[] point, double[] gradient) {
        double[] squares = new double[1];
        forEachPulled(i -> {
            double difference = point[i] - reference[i];
            squares[0] += difference * difference;
            gradient[i] += lambda * difference;
        });
        return lambda / 2 * squares[0];
    }

    private void forEachPulled(IntConsumer action) {
        for (ParameterLayout.Entry entry : layout.entries()) {
            if (!entry.intercept()) {
                for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
                    action.accept(i);
                }
            }
        }
    }
}
