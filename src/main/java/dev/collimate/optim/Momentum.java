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

    @Override
    public String name() {
        return "gd";
    }

    @Override
    public Update start(int dimension) {
        double[] velocity = new double[dimension];
        return (gradient, learningRate) -> {
            double[] step = new double[gradient.length];
            for (int i = 0; i < gradient.length; i++) {
                velocity[i] = gradient[i] + momentum * velocity[i];
                step[i] = learningRate * (nesterov ? gradient[i] + momentum * velocity[i] : velocity[i]);
            }
            return step;
        };
    }
}
