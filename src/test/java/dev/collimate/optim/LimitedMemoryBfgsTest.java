package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedMemoryBfgsTest extends QuasiNewtonLaws {
    @Override
    Solver solver(Problem problem) {
        return LimitedMemoryBfgs.plain(10);
    }

    @Override
    int mostSteps(Problem problem) {
        return 80;
    }

    /** By less than a value's rounding error in all, the slope falls so slowly that its zero lies beyond the full step. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.05, 0.09, -0.05})
    void aSlopeThatHardlyChangesWithinRoundingEndsTheRunAfterOneTrial(double curvature) {
        double slope = 2e-16;
        CountingFunction function = new CountingFunction(new NearlyConstant(slope, curvature));
        SolverState start = solver(null).start(function, new double[1]);
        // A step of length 1 as well.
        CurvaturePairs.Pair pair = new CurvaturePairs.Pair(new double[] {1}, new double[] {slope}, slope);
        LimitedMemoryBfgs.Memory memory = new LimitedMemoryBfgs.Memory(
                new CurvaturePairs(List.of(pair)), null, false, RoundedSteps.NONE, false, 0);
        for (SolverMemory known : List.of(start.memory(), memory)) {
            SolverState state = new SolverState(0, 1, start.point(), start.evaluation(), 0, known, null);

            SolverState next = solver(null).step(function, state);

            assertThat(next.ended().name()).isEqualTo("roundingError");
            assertThat(next.ended().failure()).isFalse();
            assertThat(next.evaluations()).isEqualTo(2);
        }
    }

    /** 1 + slope (x + curvature x^2 / 2), whose value is hidden by its rounding error. */
    private record NearlyConstant(double slope, double curvature) implements SmoothFunction {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            double x = point[0];
            return new ValueAndGradient(1, new double[] {slope * (1 + curvature * x)});
        }
    }

    @Test
    void aMemoryOfOneKeepsTheNewestPair() {
        Problem problem = Problem.quadratic();
        States states = new States(LimitedMemoryBfgs.plain(1), problem.function(), problem.start());
        SolverState[] seen = {states.next(), states.next(), states.next()};
        List<CurvaturePairs.Pair> pairs = memory(seen[2]).pairs().pairs();
        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).step()).isEqualTo(Points.minus(seen[2].point(), seen[1].point()));
    }

    private static LimitedMemoryBfgs.Memory memory(SolverState state) {
        return (LimitedMemoryBfgs.Memory) state.memory();
    }

    /** The first step, of length 1 but for shortening. */
    private SolverState firstStep(SmoothFunction function, double start) {
        return solver(null).step(function, solver(null).start(function, new double[] {start}));
    }

    @Test
    void aStepThatPromisesTheRoundingErrorAndNoMoreIsNotedAsDecidedBySlopes() {
        SolverState next = firstStep(OfOneElement.parabola(0.5, 10, 0.5), 1);
        assertThat(next.point()).containsExactly(0);
        assertThat(memory(next).rounded()).isEqualTo(new RoundedSteps(0.5, 0));
    }

    @Test
    void aStepThatPromisesMoreThanTheRoundingErrorIsNotNotedAsDecidedBySlopes() {
        SolverState next = firstStep(OfOneElement.parabola(0.49, 10, 0.5), 1);
        assertThat(next.point()).containsExactly(0);
        assertThat(memory(next).rounded()).isEqualTo(RoundedSteps.NONE);
    }

    /** The first step has length 1: to the other side of the minimum, and back to it. */
    @ParameterizedTest
    @CsvSource({"1, false", "0.5, false", "0.49, true", "0.1, true"})
    void aStepOfLessThanHalfTheFullOneIsNotedAsShortened(double start, boolean shortened) {
        SolverState next = firstStep(OfOneElement.parabola(0, 10, 1), start);
        assertThat(next.point()[0]).isCloseTo(0, within(1e-12));
        assertThat(next.isShortened()).isEqualTo(shortened);
    }

    @Test
    void endsWithoutATrialWhereValueAndPromiseAreTheRoundingError() {
        // Value and slope at 1 are 0.5.
        SolverState next = firstStep(OfOneElement.parabola(0.5, 0.25, 0.5), 1);
        assertThat(next.ended().name()).isEqualTo("roundingError");
        assertThat(next.evaluations()).isEqualTo(1);
    }

    @Test
    void aValueOfZeroDoesNotEndTheRunWhereTheSlopePromisesMoreThanItsRoundingError() {
        SolverState next = firstStep(OfOneElement.parabola(0.1, -0.25, 0.5), 1);
        assertThat(next.ended()).isNull();
        assertThat(next.point()).containsExactly(0);
    }

    @Test
    void endsWithoutATrialWhereTheGradientIsZero() {
        SolverState next = firstStep(OfOneElement.parabola(0.5, 10, 1), 0);
        assertThat(next.ended().name()).isEqualTo("roundingError");
        assertThat(next.evaluations()).isEqualTo(1);
    }

    @Test
    void aSearchThatFailsAlongTheGradientIsNotRepeated() {
        SolverState next = firstStep(OfOneElement.infiniteBut(1, 1, 0), 1);
        assertThat(next.ended().name()).isEqualTo("lineSearchFailed");
        assertThat(next.evaluations()).isEqualTo(1 + 12);
        assertThat(next.point()).containsExactly(1);
    }

    @Test
    void aSearchThatFailsAlongThePairsDirectionIsRepeatedAlongTheGradientWithoutThem() {
        SmoothFunction walled = new Walled();
        SolverState start = solver(null).start(walled, new double[] {0, 1});
        // The gradient is the pair's change, so the direction is minus its step: beyond the wall.
        CurvaturePairs.Pair pair = new CurvaturePairs.Pair(new double[] {1, 1}, new double[] {0, 1}, 1);
        LimitedMemoryBfgs.Memory memory = new LimitedMemoryBfgs.Memory(
                new CurvaturePairs(List.of(pair)), null, false, RoundedSteps.NONE, false, 0);

        SolverState next =
                solver(null).step(walled, new SolverState(0, 1, start.point(), start.evaluation(), 0, memory, null));

        assertThat(next.ended()).isNull();
        assertThat(next.point()).containsExactly(0, 0);
        assertThat(next.evaluations()).isEqualTo(1 + 12 + 1);
        assertThat(memory(next).pairs().pairs()).hasSize(1);
        assertThat(memory(next).pairs().pairs().get(0).step()).containsExactly(0, -1);
    }

    @Test
    void aMemoryOfNothingIsRefused() {
        assertThatThrownBy(() -> LimitedMemoryBfgs.plain(0)).hasMessage("memory must be at least 1, but was 0");
    }
}
