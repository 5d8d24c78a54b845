package dev.collimate.optim;

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1). Its first step, and each of
 * its steps while gradients agree, moves every element by about the learning rate.
 *
 * @param name adam, or adamw where the solver decays weights apart from the gradient (Loshchilov and Hutter, "Decoupled
 *     weight decay regularization", 2019)
 */
public record Adam(String name) implements UpdateRule {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    @Override
    public Update start(int dimension) {
        double[] first = new double[dimension];
        double[] second = new double[dimension];
        return new Update() {
            private double correction1 = 1;
            private double correction2 = 1;

            @Override
            public double[] step(double[] gradient, double learningRate) {
                correction1 *= BETA_1;
                correction2 *= BETA_2;
                double[] step = new double[gradient.length];
                for (int i = 0; i < gradient.length; i++) {
                    first[i] = BETA_1 * first[i] + (1 - BETA_1) * gradient[i];
                    second[i] = BETA_2 * second[i] + (1 - BETA_2) * gradient[i] * gradient[i];
                    double mean = first[i] / (1 - correction1);
                    double meanSquare = second[i] / (1 - correction2);
                    step[i] = learningRate * mean / (Math.sqrt(meanSquare) + EPSILON);
                }
                return step;
            }
        };
    }
}
