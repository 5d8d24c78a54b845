package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimizerTest {
    private static final SmoothFunction LINE = new SmoothFunction() {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            return new ValueAndGradient(point[0], new double[] {1});
        }
    };

    private final List<SolverState> asked = new ArrayList<>();

    @Test
    void everyStopRuleHasItsName() {
        Solver solver = new FirstOrder(new Momentum(0, false), FirstOrder.Settings.constant(1e-3));
        Map<String, StopRule> rules = Map.of(
                "maxIter", StopRule.maxIter(7),
                "relativeTolerance", StopRule.relativeTolerance(1e-4),
                "gradientNorm", StopRule.gradientNorm(1e-2));
        Problem problem = Problem.quadratic();
        rules.forEach((name, rule) -> {
            SolverResult result =
                    new Minimizer(solver, List.of(rule), state -> {}).minimize(problem.function(), problem.start());
            assertThat(result.stopReason().name()).isEqualTo(name);
            assertThat(result.stopReason().failure()).isFalse();
            assertThat(result.stopReason().toString()).startsWith(name + ": ").contains("" + result.iterations());
        });
    }

    @Test
    void theFirstRuleThatHoldsGivesTheReason() {
        List<StopRule> rules = List.of(StopRule.gradientNorm(1e9), StopRule.maxIter(0));
        assertThat(minimize(rules, null, 3).stopReason().name()).isEqualTo("gradientNorm");
    }

    @Test
    void theToleranceIsAShareOfTheValueSoAConstantChangesWhereItStops() {
        StopRule rule = StopRule.relativeTolerance(0.01);
        assertThat(rule.check(after(0.1, 0.0995))).isPresent();
        assertThat(rule.check(after(0.1, 0.0985))).isEmpty();
        assertThat(rule.check(after(0.1 - 1, 0.0985 - 1))).isPresent();
        assertThat(rule.check(after(0.1))).isEmpty();
        assertThat(StopRule.relativeTolerance(0.5).check(after(1, 0.5))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSmallChangeByAStepThatWasCutShortIsNoConvergence(boolean shortened) {
        double[] values = {0.1, 0.1 - 1e-9};
        SolverMemory memory =
                new LimitedMemoryBfgs.Memory(CurvaturePairs.NONE, null, false, RoundedSteps.NONE, shortened, 0);
        SolverState last = state(1, values[1]);
        SolverState left = new SolverState(
                1, last.evaluations(), last.point(), last.evaluation(), last.stepLength(), memory, null);
        MinimizerState state = new MinimizerState(left, new BestPoint(0, new double[1], 0, 0), values, values[1]);
        assertThat(StopRule.relativeTolerance(1e-6).check(state).isPresent()).isEqualTo(!shortened);
    }

    @Test
    void aFitIsExactAtItsBoundAndBelowIt() {
        StopRule rule = StopRule.exactFit(1e-12);
        assertThat(rule.check(after(0.1, 1e-12)).orElseThrow().name()).isEqualTo("exactFit");
        assertThat(rule.check(after(0.1, 1.1e-12))).isEmpty();
        assertThat(rule.check(after(0.1, Double.NaN))).isEmpty();
        assertThat(StopRule.exactFit(-1 + 1e-12).check(after(-0.9, -1))).isPresent();
    }

    @Test
    void asksForNoStateAfterTheOneThatEndsTheRun() {
        minimize(List.of(StopRule.maxIter(2)), null, 9, 8, 7, 6, 5);
        assertThat(asked).hasSize(3);
    }

    @Test
    void theBestStateIsTheOneOfTheLowestValue() {
        SolverResult result = minimize(List.of(StopRule.maxIter(4)), null, 5, 3, 4, 2, 6);
        assertThat(result.best().iteration()).isEqualTo(3);
        assertThat(result.objectiveHistory()).containsExactly(5.0, 3.0, 4.0, 2.0, 6.0);
        assertThat(result.iterations()).isEqualTo(4);
    }

    /** Not from the value of the best state so far, which may itself lie a rounding error above the lowest. */
    @Test
    void roundingErrorsDoNotAddUpOverSteps() {
        double error = LINE.roundingError(1);
        SolverResult result =
                minimize(List.of(StopRule.maxIter(4)), null, 1, 1 + error, 1 + 2 * error, 1 + error, 1 + 2 * error);
        assertThat(result.best().iteration()).isEqualTo(3);
    }

    @Test
    void everyStateKnowsTheLowestFiniteValueUpToIt() {
        List<MinimizerState> seen = new ArrayList<>();
        new Minimizer(
                        scripted(Double.NaN, 5, 7, Double.NEGATIVE_INFINITY, 3, 4),
                        List.of(StopRule.maxIter(3)),
                        seen::add)
                .minimize(LINE, new double[1]);
        new Minimizer(
                        scripted(Double.NaN, 5, 7, Double.NEGATIVE_INFINITY, 3, 4),
                        List.of(StopRule.maxIter(5)),
                        seen::add)
                .resume(LINE, seen.get(3));
        assertThat(seen.stream().map(MinimizerState::lowest))
                .containsExactly(Double.POSITIVE_INFINITY, 5.0, 5.0, 5.0, 3.0, 3.0);
    }

    @Test
    void aSolverThatGivesUpAddsNoValueToTheHistory() {
        StopReason reason = StopReason.failed("noDescent", "nowhere to go");
        Solver givesUp = solver(List.of(state(0, 5), state(1, 3), state(1, 3).ended(reason, 9)));
        SolverResult result = new Minimizer(givesUp, List.of(), state -> {}).minimize(LINE, new double[1]);
        assertThat(result.stopReason()).isEqualTo(reason);
        assertThat(result.objectiveHistory()).containsExactly(5.0, 3.0);
        assertThat(result.iterations()).isEqualTo(1);
        assertThat(result.evaluations()).isEqualTo(9);
    }

    @Test
    void theLaterOfTwoEqualStatesIsTheBetter() {
        assertThat(minimize(List.of(StopRule.maxIter(2)), null, 5, 3, 3).best().iteration())
                .isEqualTo(2);
    }

    @Test
    void aStateThatIsNotFiniteEndsTheRunAndIsNotTheBest() {
        List<StopRule> rules = List.of(StopRule.divergence(), StopRule.maxIter(9));
        SolverResult result = minimize(rules, null, 5, 3, Double.NaN, 2);
        assertThat(result.stopReason().name()).isEqualTo("diverged");
        assertThat(result.stopReason().sentence()).contains("the loss was NaN at step 2");
        assertThat(result.best().iteration()).isEqualTo(1);
        assertThat(asked).hasSize(3);
        assertThat(minimize(rules, null, 5, Double.NEGATIVE_INFINITY).best().iteration())
                .isZero();
    }

    @Test
    void aStartThatIsNotFiniteEndsTheRunAtOnce() {
        SolverResult result = minimize(List.of(StopRule.divergence()), null, Double.NaN, 1);
        assertThat(result.stopReason().sentence()).contains("step 0").contains("start elsewhere");
        assertThat(result.best().iteration()).isZero();
    }

    @Test
    void earlyStoppingWaitsFromTheBestScoreNotFromTheFirstRiseAndReturnsTheBest() {
        // Scores by the state's number: 1 is a rise, 2 is better than 0, and then three in vain.
        double[] scores = {10, 11, 9, 9.5, 9.4, 9, 1};
        SolverResult result = minimize(List.of(StopRule.maxIter(99)), earlyStopping(scores, 3), 9, 8, 7, 6, 5, 4, 3);
        assertThat(result.stopReason().name()).isEqualTo("earlyStopping");
        assertThat(result.stopReason().failure()).isFalse();
        assertThat(result.stopReason().sentence())
                .contains("9")
                .contains("step 2")
                .contains("3 steps");
        assertThat(result.best().iteration()).isEqualTo(2);
        assertThat(result.iterations()).isEqualTo(5);
    }

    @Test
    void theBestScoreIsTheResultWhateverEndsTheRun() {
        double[] scores = {10, 7, 8, 9};
        SolverResult result = minimize(List.of(StopRule.maxIter(3)), earlyStopping(scores, 9), 9, 8, 7, 6);
        assertThat(result.stopReason().name()).isEqualTo("maxIter");
        assertThat(result.best().iteration()).isEqualTo(1);
    }

    @Test
    void aRunThatGoesOnCountsItsPatienceFromTheBestOfTheRunBefore() {
        double[] scores = {10, 7, 8, 9, 8, 1};
        EarlyStopping earlyStopping = earlyStopping(scores, 3);
        List<MinimizerState> seen = new ArrayList<>();
        new Minimizer(scripted(9, 8, 7, 6, 5, 4), List.of(StopRule.maxIter(3)), earlyStopping, seen::add)
                .minimize(LINE, new double[1]);
        SolverResult result = new Minimizer(scripted(9, 8, 7, 6, 5, 4), List.of(), earlyStopping, seen::add)
                .resume(LINE, seen.get(3));
        assertThat(result.stopReason().name()).isEqualTo("earlyStopping");
        assertThat(result.best().iteration()).isEqualTo(1);
        assertThat(result.iterations()).isEqualTo(4);
        assertThat(result.objectiveHistory()).containsExactly(9.0, 8.0, 7.0, 6.0, 5.0);
    }

    @Test
    void aRunThatHasEndedTakesNoFurtherStepUntilItsRuleAllowsMore() {
        List<MinimizerState> seen = new ArrayList<>();
        Solver solver = scripted(9, 8, 7, 6);
        SolverResult ended =
                new Minimizer(solver, List.of(StopRule.maxIter(2)), seen::add).minimize(LINE, new double[1]);
        MinimizerState last = seen.get(2);
        SolverResult again = new Minimizer(solver, List.of(StopRule.maxIter(2)), seen::add).resume(LINE, last);
        assertThat(RecordBytes.of(again)).isEqualTo(RecordBytes.of(ended));
        assertThat(seen).hasSize(3);
        SolverResult longer = new Minimizer(solver, List.of(StopRule.maxIter(3)), seen::add).resume(LINE, last);
        assertThat(longer.iterations()).isEqualTo(3);
    }

    @Test
    void aPatienceBelowOneIsRefused() {
        assertThatThrownBy(() -> new EarlyStopping(point -> 0, 0)).hasMessage("patience must be at least 1, but was 0");
    }

    @Test
    void aStartOfAnotherLengthIsRefusedWithBothLengths() {
        Minimizer minimizer = new Minimizer(scripted(1), List.of(), state -> {});
        assertThatThrownBy(() -> minimizer.minimize(LINE, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the start must have 1 elements, but has 3");
    }

    private SolverResult minimize(List<StopRule> rules, EarlyStopping earlyStopping, double... values) {
        asked.clear();
        return new Minimizer(scripted(values), rules, earlyStopping, state -> asked.add(state.current()))
                .minimize(LINE, new double[1]);
    }

    /** The score of the state that is at its own number. */
    private static EarlyStopping earlyStopping(double[] scores, int patience) {
        return new EarlyStopping(point -> scores[(int) point[0]], patience);
    }

    /** States of given values, each at its own number. */
    private static Solver scripted(double... values) {
        List<SolverState> states = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            states.add(state(i, values[i]));
        }
        return solver(states);
    }

    private static Solver solver(List<SolverState> states) {
        return new Solver() {
            @Override
            public SolverState start(SmoothFunction function, double[] start) {
                return states.get(0);
            }

            @Override
            public SolverState step(SmoothFunction function, SolverState state) {
                return states.get(state.iteration() + 1);
            }
        };
    }

    /** The state of a minimisation whose steps had these values. */
    private static MinimizerState after(double... values) {
        int last = values.length - 1;
        return new MinimizerState(state(last, values[last]), new BestPoint(0, new double[1], 0, 0), values, values[0]);
    }

    private static SolverState state(int iteration, double value) {
        return new SolverState(
                iteration,
                iteration + 1,
                new double[] {iteration},
                new ValueAndGradient(value, new double[] {1}),
                1,
                null,
                null);
    }
}
