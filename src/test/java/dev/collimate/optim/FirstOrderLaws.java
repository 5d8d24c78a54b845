package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every solver whose step is given. */
abstract class FirstOrderLaws extends SolverLaws {
    abstract UpdateRule rule();

    abstract double learningRate(Problem problem);

    @Override
    Solver solver(Problem problem) {
        return new FirstOrder(rule(), FirstOrder.Settings.constant(learningRate(problem)));
    }

    @Test
    void aStepThatIsTooLongStopsThereAndKeepsTheBestState() {
        Problem problem = Problem.rosenbrock();
        Solver solver = new FirstOrder(rule(), FirstOrder.Settings.constant(1e80));
        List<SolverState> seen = new ArrayList<>();
        SolverResult result = new Minimizer(solver, List.of(StopRule.divergence(), StopRule.maxIter(100)), seen::add)
                .minimize(problem.function(), problem.start());
        SolverState last = seen.get(seen.size() - 1);
        assertThat(result.stopReason().name()).isEqualTo("diverged");
        assertThat(result.stopReason().failure()).isTrue();
        assertThat(result.stopReason().sentence())
                .contains("the loss was " + last.value() + " at step " + last.iteration())
                .contains("lower the step size");
        assertThat(last.isFinite()).isFalse();
        assertThat(seen.subList(0, seen.size() - 1)).allMatch(SolverState::isFinite);
        assertThat(result.iterations()).isEqualTo(last.iteration());
        assertThat(result.best().isFinite()).isTrue();
        assertThat(result.best().point()).isEqualTo(problem.start());
    }

    @Test
    void oneStepOfAnEpochIsAStepOnTheWholeFunction() {
        Problem problem = Problem.quadratic();
        var plain = solver(problem).states(problem.function(), problem.start());
        var batched = solver(problem).states(new Batches(problem.function(), 1, new ArrayList<>()), problem.start());
        for (int i = 0; i < 5; i++) {
            assertThat(batched.next().point()).isEqualTo(plain.next().point());
        }
    }
}
