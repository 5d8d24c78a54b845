package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every solver, on every problem. A subclass gives the solver. */
abstract class SolverLaws {
    private static final int FEW_STEPS = 8;

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
    void evaluatesNothingBeforeAStateIsAskedFor(Problem problem) {
        CountingFunction function = new CountingFunction(problem.function());
        Iterator<SolverState> states = solver(problem).states(function, problem.start());
        assertThat(states.hasNext()).isTrue();
        assertThat(function.evaluations()).isZero();
        assertThat(states.next().point()).isEqualTo(problem.start());
        assertThat(function.evaluations()).isEqualTo(1);
        for (int i = 1; i < FEW_STEPS && states.hasNext(); i++) {
            assertThat(states.next().evaluations()).isEqualTo(function.evaluations());
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void countsItsStepsAndTellsValueAndGradientAtItsPoint(Problem problem) {
        Iterator<SolverState> states = solver(problem).states(problem.function(), problem.start());
        SolverState previous = null;
        for (int i = 0; i < FEW_STEPS && states.hasNext(); i++) {
            SolverState state = states.next();
            if (state.ended() != null) {
                assertThat(state.point()).isEqualTo(previous.point());
                return;
            }
            Evaluation there = problem.function().evaluate(state.point());
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
        Iterator<SolverState> states = solver(problem).states(problem.function(), start);
        List<SolverState> given = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        List<double[]> gradients = new ArrayList<>();
        for (int i = 0; i < FEW_STEPS && states.hasNext(); i++) {
            SolverState state = states.next();
            given.add(state);
            points.add(state.point().clone());
            gradients.add(state.evaluation().gradient().clone());
        }
        for (int i = 0; i < given.size(); i++) {
            assertThat(given.get(i).point()).isEqualTo(points.get(i));
            assertThat(given.get(i).evaluation().gradient()).isEqualTo(gradients.get(i));
        }
        assertThat(start).isEqualTo(problem.start());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void twoRunsOfOneSolverTakeTheSameSteps(Problem problem) {
        Solver solver = solver(problem);
        Iterator<SolverState> first = solver.states(problem.function(), problem.start());
        Iterator<SolverState> second = solver.states(problem.function(), problem.start());
        for (int i = 0; i < FEW_STEPS && first.hasNext(); i++) {
            assertThat(second.next().point()).isEqualTo(first.next().point());
        }
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

    /** For solvers that can end by themselves: after its last state a run has no next. */
    static void assertEnded(Iterator<SolverState> states) {
        assertThat(states.hasNext()).isFalse();
        assertThatThrownBy(states::next).isInstanceOf(NoSuchElementException.class);
    }
}
