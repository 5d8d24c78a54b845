package dev.collimate.optim;

/**
 * Gradient descent with momentum:
 *
 * <pre>v := momentum * v + g;  x := x - rate * v   (Nesterov: x := x - rate * (g + momentum * v))</pre>
 *
 * as PyTorch's SGD has it (Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013).
 *
 * @param momentum in [0, 1); 0 for plain gradient descent
 */
public record Momentum(double momentum, boolean nesterov) implements UpdateRule {
    public Momentum {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be in [0, 1), but was " + momentum);
        }
    }

    /** @param velocity v after the last step, one element for each of a point */
    public record Memory(double[] velocity) implements SolverMemory {}

    @Override
    public SolverMemory start(int dimension) {
        return new Memory(new double[dimension]);
    }

    @Override
    public Update resume(SolverMemory memory) {
        double[] velocity = memory.as(Memory.class).velocity().clone();
        return new Update() {
            @Override
            public void step(double[] point, double[] gradient, double learningRate) {
                for (int i = 0; i < gradient.length; i++) {
                    velocity[i] = gradient[i] + momentum * velocity[i];
                    point[i] -= learningRate * (nesterov ? gradient[i] + momentum * velocity[i] : velocity[i]);
                }
            }

            @Override
            public SolverMemory memory() {
                return new Memory(velocity);
            }
        };
    }
}
