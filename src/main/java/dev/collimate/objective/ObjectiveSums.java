package dev.collimate.objective;

import dev.collimate.data.ArraySums;
import dev.collimate.loss.LossSums;
import java.util.List;

/** Loss sums of a run of rows and the gradient of their weighted loss sum, in double. */
public final class ObjectiveSums implements ArraySums<ObjectiveSums> {
    private static final long serialVersionUID = 1L;

    private final LossSums losses = new LossSums();
    private final double[] gradient;

    public ObjectiveSums(int parameters) {
        this.gradient = new double[parameters];
    }

    public LossSums losses() {
        return losses;
    }

    /** d(sum of w * loss)/d(parameters): the array itself, not a copy. */
    public double[] gradient() {
        return gradient;
    }

    @Override
    public List<double[]> arrays() {
        return List.of(gradient, losses.array());
    }
}
