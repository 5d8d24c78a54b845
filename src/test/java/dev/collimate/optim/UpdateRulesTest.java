package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
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
                new Tuned(new Adam(), adam));
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
        List<StopRule> rules = List.of(StopRule.divergence(), StopRule.maxIter(100));
        SolverResult result = new Minimizer(solver, rules, state -> seen.add(state.current()))
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
        assertThat(result.best().value()).isFinite();
        assertThat(result.best().point()).isEqualTo(problem.start());
    }

    @Test
    void anEpochOfBatchesThatAreTheWholeFunctionIsAsManyStepsOnIt() {
        Problem problem = Problem.quadratic();
        SmoothFunction batches = new Batches(problem.function(), 3, new ArrayList<>());
        States steps = new States(scheduled(problem, 12), problem.function(), problem.start());
        States epochs = new States(scheduled(problem, 4), batches, problem.start());
        steps.next();
        epochs.next();
        for (int epoch = 0; epoch < 5; epoch++) {
            steps.next();
            steps.next();
            assertThat(epochs.next().point()).isEqualTo(steps.next().point());
        }
    }

    @Test
    void aFunctionOfOneBatchIsEvaluatedAsAWhole() {
        Problem problem = Problem.quadratic();
        List<Long> asked = new ArrayList<>();
        States states = new States(solver(problem), new Batches(problem.function(), 1, asked), problem.start());
        for (int i = 0; i < 3; i++) {
            SolverState state = states.next();
            assertThat(state.value())
                    .isEqualTo(problem.function().evaluate(state.point()).value());
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void onMiniBatchesTooTheRestHasTheSameBitsAfterAnyEpoch(Problem problem) {
        SmoothFunction batches = new UnequalBatches(problem.function(), 4);
        ResumeLaws.assertEveryStateGoesOnAlike(scheduled(problem, 12), batches, problem.start(), 15);
        EarlyStopping early = new EarlyStopping(point -> Points.distance(point, problem.minimiser()), 2);
        ResumeLaws.assertEveryMinimisationGoesOnAlike(
                scheduled(problem, 12),
                List.of(StopRule.divergence(), StopRule.maxIter(12)),
                early,
                batches,
                problem.start());
    }

    /** With all that depends on the number of the step or changes it: a schedule, clipping and decay. */
    private Solver scheduled(Problem problem, int epochs) {
        Decay decay = (point, share) -> {
            for (int i = 0; i < point.length; i++) {
                point[i] -= share * (point[i] - 0.5);
            }
        };
        double learningRate = tuned.run(problem).learningRate();
        return new FirstOrder(
                tuned.rule(),
                new FirstOrder.Settings(learningRate, Schedule.cosine().warmUp(0.2), epochs, 100, 0.1, decay));
    }

    /** Batches that tell themselves apart: batch {@code step} weighs the function by a factor of its own. */
    private record UnequalBatches(SmoothFunction function, int batches) implements BatchedFunction {
        @Override
        public int dimension() {
            return function.dimension();
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            return function.evaluate(point);
        }

        @Override
        public ValueAndGradient evaluate(double[] point, long step) {
            double factor = 1 + 0.3 * Math.sin(step);
            ValueAndGradient whole = function.evaluate(point);
            return new ValueAndGradient(factor * whole.value(), Points.scaled(factor, whole.gradient()));
        }
    }
}
