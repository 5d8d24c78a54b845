package dev.collimate.optim;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Full-batch gradient descent with steps of constant size:
 *
 * <pre>v := momentum * v + g;  x := x - stepSize * v   (Nesterov: x := x - stepSize * (g + momentum * v))</pre>
 *
 * as PyTorch's SGD has it (Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013).
 * One evaluation a step. The value may rise; a step size that is too large ends in divergence.
 */
public final class GradientDescent implements Solver {
    private final double stepSize;
    private final double momentum;
    private final boolean nesterov;

    /**
     * @param stepSize above 0
     * @param momentum in [0, 1); 0 for none
     */
    public GradientDescent(double stepSize, double momentum, boolean nesterov) {
        if (!(stepSize > 0 && stepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("stepSize must be above 0 and finite, but was " + stepSize);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be in [0, 1), but was " + momentum);
        }
        this.stepSize = stepSize;
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    public String name() {
        return "gd";
    }

    @Override
    public Iterator<SolverState> states(SmoothFunction function, double[] start) {
        return new Iterator<>() {
            private double[] velocity = new double[start.length];
            private SolverState state;

            @Override
            public boolean hasNext() {
                return state == null || state.ended() == null;
            }

            @Override
            public SolverState next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (state == null) {
                    state = new SolverState(0, 1, start, function.evaluate(start), 0, null);
                    return state;
                }
                double[] gradient = state.evaluation().gradient();
                velocity = Points.plus(gradient, momentum, velocity);
                double[] direction = nesterov ? Points.plus(gradient, momentum, velocity) : velocity;
                double[] point = Points.plus(state.point(), -stepSize, direction);
                state = new SolverState(
                        state.iteration() + 1,
                        state.evaluations() + 1,
                        point,
                        function.evaluate(point),
                        stepSize * Points.norm(direction),
                        null);
                return state;
            }
        };
    }
}
