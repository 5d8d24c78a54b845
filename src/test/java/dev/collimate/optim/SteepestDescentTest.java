package dev.collimate.optim;

class SteepestDescentTest extends LineSearchLaws {
    @Override
    Solver solver(Problem problem) {
        return new AcceleratedDescent(1, false);
    }

    @Override
    int mostSteps(Problem problem) {
        return problem.name().equals(Problem.ROSENBROCK) ? 20000 : 5000;
    }
}
