package dev.collimate.optim;

class AdamwTest extends FirstOrderLaws {
    @Override
    UpdateRule rule() {
        return new Adam("adamw");
    }

    @Override
    double learningRate(Problem problem) {
        return switch (problem.name()) {
            case Problem.ROSENBROCK -> 0.05;
            case Problem.QUADRATIC -> 0.2;
            default -> 0.05;
        };
    }

    @Override
    int mostSteps(Problem problem) {
        return switch (problem.name()) {
            case Problem.ROSENBROCK -> 3000;
            case Problem.QUADRATIC -> 2000;
            default -> 2000;
        };
    }
}
