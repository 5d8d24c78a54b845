package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every solver whose step is given, by each rule that turns gradients into steps. */
@ParameterizedClass
@MethodSource("rules")
class UpdateRulesTest extends SolverLaws {
    @Parameter
    private Tuned tuned;

    static List<Tuned> rules() {
        Map<String, Run> adam = Map.of(
                Problem.ROSENBROCK, new Run(0.05, 3000),
                Problem.QUADRATIC, new Run(0.2, 2000),
                Problem.ANGULAR, new Run(0.05, 2000));
        return List.of(
                new Tuned(
                        new Momentum(0, false),
                        Map.of(
                                Problem.ROSENBROCK, new Run(2e-3, 20000),
                                Problem.QUADRATIC, new Run(1.9e-3, 10000),
                                Problem.ANGULAR, new Run(2, 5000))),
                new Tuned(
                        new Momentum(0.9, false),
                        Map.of(
                                Problem.ROSENBROCK, new Run(5e-4, 5000),
                                Problem.QUADRATIC, new Run(2e-3, 1000),
                                Problem.ANGULAR, new Run(1, 1000))),
                new Tuned(
                        new Momentum(0.9, true),
                        Map.of(
                                Problem.ROSENBROCK, new Run(5e-4, 5000),
                                Problem.QUADRATIC, new Run(1e-3, 1000),
                                Problem.ANGULAR, new Run(1, 1000))),
                new Tuned(new Adam("adam"), adam),
                new Tuned(new Adam("adamw"), adam));
    }

    /** A rule, and by name of the problem the run that suits both. */
    record Tuned(UpdateRule rule, Map<String, Run> runs) {
        Run run(Problem problem) {
            return runs.get(problem.name());
        }

        @Override
        public String toString() {
            return rule.toString();
        }
    }

    /** @param mostSteps within which the rule comes near the minimum */
    record Run(double learningRate, int mostSteps) {}

    @Override
    Solver solver(Problem problem) {
        return new FirstOrder(
                tuned.rule(), FirstOrder.Settings.constant(tuned.run(problem).learningRate()));
    }

    @Override
    int mostSteps(Problem problem) {
        return tuned.run(problem).mostSteps();
    }

    @Test
    void aStepThatIsTooLongStopsThereAndKeepsTheBestState() {
        Problem problem = Problem.rosenbrock();
        Solver solver = new FirstOrder(tuned.rule(), FirstOrder.Settings.constant(1e80));
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
