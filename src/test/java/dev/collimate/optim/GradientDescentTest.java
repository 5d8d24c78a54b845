package dev.collimate.optim;

class GradientDescentTest extends FirstOrderLaws {
    @Override
    UpdateRule rule() {
        return new Momentum(0, false);
    }

    @Override
    double learningRate(Problem problem) {
        return switch (problem.name()) {
            case Problem.ROSENBROCK -> 2e-3;
            case Problem.QUADRATIC -> 1.9e-3;
            default -> 2;
        };
    }

    @Override
    int mostSteps(Problem problem) {
        return switch (problem.name()) {
            case Problem.ROSENBROCK -> 20000;
            case Problem.QUADRATIC -> 10000;
            default -> 5000;
        };
    }
}
