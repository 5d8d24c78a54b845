package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreconditionedLbfgsTest extends QuasiNewtonLaws {
    @Override
    Solver solver(Problem problem) {
        return LimitedMemoryBfgs.preconditioned(10);
    }

    @Override
    int mostSteps(Problem problem) {
        return 50;
    }

    @Test
    void anExactInverseHessianTakesAQuadraticToItsMinimumInOneStep() {
        Problem problem = Problem.quadratic();
        Iterator<SolverState> states = solver(problem).states(problem.function(), problem.start());
        states.next();
        assertThat(states.next().point()).containsExactly(problem.minimiser(), within(1e-10));
    }

    @Test
    void curvatureIsTakenAtTheStartAndAfterAStepThatChangedTheValueByALargeShare() {
        List<Double> curvedAt = new ArrayList<>();
        CurvedFunction quadratic = Problem.quadratic().function();
        CurvedFunction watched = new CurvedFunction() {
            @Override
            public int dimension() {
                return quadratic.dimension();
            }

            @Override
            public Evaluation evaluate(double[] point) {
                Evaluation evaluation = quadratic.evaluate(point);
                return new Evaluation(1000 + evaluation.value(), evaluation.gradient());
            }

            @Override
            public Curved evaluateWithCurvature(double[] point, double shift) {
                Evaluation evaluation = evaluate(point);
                curvedAt.add(evaluation.value());
                return new Curved(
                        evaluation,
                        quadratic.evaluateWithCurvature(point, shift).preconditioner());
            }
        };
        Iterator<SolverState> states =
                solver(Problem.quadratic()).states(watched, Problem.quadratic().start());
        double start = states.next().value();
        double next = states.next().value();
        assertThat(start).isGreaterThan(1.1 * next);
        states.next();
        assertThat(curvedAt).containsExactly(start, next);
    }

    @Test
    void aFunctionWithoutCurvatureIsRefused() {
        SmoothFunction plain = new Batches(Problem.quadratic().function(), 1, List.of());
        assertThatThrownBy(() -> solver(Problem.quadratic()).states(plain, new double[10]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose lbfgs");
    }
}
