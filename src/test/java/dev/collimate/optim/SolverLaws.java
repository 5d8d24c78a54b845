package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every solver, on every problem. A subclass gives the solver. */
abstract class SolverLaws {
    private static final int FEW_STEPS = 8;
    private static final int RESUMED_STEPS = 24;

    /** The solver, with settings that suit the problem. */
    abstract Solver solver(Problem problem);

    /** Steps within which it must come near the minimum. */
    abstract int mostSteps(Problem problem);

    static List<Problem> problems() {
        return Problem.all();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void comesWithinAMillionthOfTheMinimum(Problem problem) {
        List<StopRule> rules =
                List.of(StopRule.divergence(), StopRule.gradientNorm(1e-10), StopRule.maxIter(mostSteps(problem)));
        SolverResult result =
                new Minimizer(solver(problem), rules, state -> {}).minimize(problem.function(), problem.start());
        assertThat(result.best().value()).isCloseTo(problem.minimum(), within(1e-6));
        assertThat(result.stopReason().failure()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void evaluatesTheStartOnceAndTellsEveryEvaluation(Problem problem) {
        CountingFunction function = new CountingFunction(problem.function());
        Iterator<SolverState> states = new States(solver(problem), function, problem.start());
        assertThat(states.next().point()).isEqualTo(problem.start());
        assertThat(function.evaluations()).isEqualTo(1);
        for (int i = 1; i < FEW_STEPS && states.hasNext(); i++) {
            assertThat(states.next().evaluations()).isEqualTo(function.evaluations());
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void countsItsStepsAndTellsValueAndGradientAtItsPoint(Problem problem) {
        Iterator<SolverState> states = new States(solver(problem), problem.function(), problem.start());
        SolverState previous = null;
        for (int i = 0; i < FEW_STEPS && states.hasNext(); i++) {
            SolverState state = states.next();
            if (state.ended() != null) {
                assertThat(state.point()).isEqualTo(previous.point());
                return;
            }
            ValueAndGradient there = problem.function().evaluate(state.point());
            assertThat(state.iteration()).isEqualTo(i);
            assertThat(state.value()).isEqualTo(there.value());
            assertThat(state.evaluation().gradient()).isEqualTo(there.gradient());
            double moved = previous == null ? 0 : Points.norm(Points.minus(state.point(), previous.point()));
            assertThat(state.stepLength()).isCloseTo(moved, within(1e-12 * (1 + moved)));
            previous = state;
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void neverChangesAStateThatItGaveAwayNorTheStart(Problem problem) {
        double[] start = problem.start().clone();
        Iterator<SolverState> states = new States(solver(problem), problem.function(), start);
        List<SolverState> given = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < FEW_STEPS && states.hasNext(); i++) {
            SolverState state = states.next();
            given.add(state);
            bytes.add(RecordBytes.of(state));
        }
        for (int i = 0; i < given.size(); i++) {
            assertThat(RecordBytes.of(given.get(i))).isEqualTo(bytes.get(i));
        }
        assertThat(start).isEqualTo(problem.start());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void twoRunsOfOneSolverTakeTheSameSteps(Problem problem) {
        Solver solver = solver(problem);
        Iterator<SolverState> first = new States(solver, problem.function(), problem.start());
        Iterator<SolverState> second = new States(solver, problem.function(), problem.start());
        for (int i = 0; i < FEW_STEPS && first.hasNext(); i++) {
            assertThat(second.next().point()).isEqualTo(first.next().point());
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void takenOutAndPutBackAfterAnyStepTheRestHasTheSameBits(Problem problem) {
        ResumeLaws.assertEveryStateGoesOnAlike(solver(problem), problem.function(), problem.start(), RESUMED_STEPS);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void aMinimisationTakenOutAndPutBackAfterAnyStepHasTheSameResult(Problem problem) {
        List<StopRule> rules = List.of(
                StopRule.divergence(),
                StopRule.gradientNorm(1e-10),
                StopRule.relativeTolerance(1e-6),
                StopRule.maxIter(RESUMED_STEPS));
        ResumeLaws.assertEveryMinimisationGoesOnAlike(
                solver(problem), rules, null, problem.function(), problem.start());
        // A validation score that is best half-way from the start to the minimum, and worse after.
        EarlyStopping halfway = new EarlyStopping(
                point -> Math.abs(Points.distance(point, problem.start())
                        - Points.distance(problem.minimiser(), problem.start()) / 2),
                3);
        ResumeLaws.assertEveryMinimisationGoesOnAlike(
                solver(problem), rules, halfway, problem.function(), problem.start());
    }

    @Test
    void aStateOfAnotherSolverIsRefused() {
        record Other() implements SolverMemory {}
        Problem problem = Problem.quadratic();
        SolverState state = solver(problem).start(problem.function(), problem.start());
        SolverState other = new SolverState(0, 1, state.point(), state.evaluation(), 0, new Other(), null);
        assertThatThrownBy(() -> solver(problem).step(problem.function(), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("left by another solver")
                .hasMessageContaining("Other")
                .hasMessageContaining(".Memory is needed");
    }

    @Test
    void staysAtAMinimum() {
        for (Problem problem : Problem.all()) {
            if (problem.name().equals(Problem.ANGULAR)) {
                continue; // its gradient at the minimum is rounding noise, not zero
            }
            List<StopRule> rules = List.of(StopRule.gradientNorm(0), StopRule.maxIter(3));
            SolverResult result = new Minimizer(solver(problem), rules, state -> {})
                    .minimize(problem.function(), problem.minimiser());
            assertThat(result.stopReason().name()).isEqualTo("gradientNorm");
            assertThat(result.evaluations()).isEqualTo(1);
            assertThat(result.best().point()).isEqualTo(problem.minimiser());
        }
    }
}
