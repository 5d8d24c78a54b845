package dev.collimate.optim;

class NesterovMomentumTest extends FirstOrderLaws {
    @Override
    UpdateRule rule() {
        return new Momentum(0.9, true);
    }

    @Override
    double learningRate(Problem problem) {
        return switch (problem.name()) {
            case Problem.ROSENBROCK -> 5e-4;
            case Problem.QUADRATIC -> 1e-3;
            default -> 1;
        };
    }

    @Override
    int mostSteps(Problem problem) {
        return switch (problem.name()) {
            case Problem.ROSENBROCK -> 5000;
            case Problem.QUADRATIC -> 1000;
            default -> 1000;
        };
    }
}
