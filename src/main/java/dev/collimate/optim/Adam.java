package dev.collimate.optim;

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1). Its first step, and each of
 * its steps while gradients agree, moves every element by about the learning rate. With the weight decay of
 * {@link FirstOrder.Settings}, which is apart from the gradient, it is AdamW (Loshchilov and Hutter, "Decoupled weight
 * decay regularization", 2019).
 */
public record Adam() implements UpdateRule {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    /**
     * @param first running mean of the gradient, one element for each of a point
     * @param second running mean of its squares, element by element
     * @param power1 beta1 to the power of the steps so far
     * @param power2 beta2 to the power of the steps so far
     */
    public record Memory(double[] first, double[] second, double power1, double power2) implements SolverMemory {}

    @Override
    public SolverMemory start(int dimension) {
        return new Memory(new double[dimension], new double[dimension], 1, 1);
    }

    @Override
    public Update resume(SolverMemory memory) {
        Memory before = memory.as(Memory.class);
        double[] first = before.first().clone();
        double[] second = before.second().clone();
        return new Update() {
            private double power1 = before.power1();
            private double power2 = before.power2();

            @Override
            public void step(double[] point, double[] gradient, double learningRate) {
                power1 *= BETA_1;
                power2 *= BETA_2;
                for (int i = 0; i < gradient.length; i++) {
                    first[i] = BETA_1 * first[i] + (1 - BETA_1) * gradient[i];
                    second[i] = BETA_2 * second[i] + (1 - BETA_2) * gradient[i] * gradient[i];
                    double mean = first[i] / (1 - power1);
                    double meanSquare = second[i] / (1 - power2);
                    point[i] -= learningRate * mean / (Math.sqrt(meanSquare) + EPSILON);
                }
            }

            @Override
            public SolverMemory memory() {
                return new Memory(first, second, power1, power2);
            }
        };
    }
}
