package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceleratedDescentTest extends LineSearchLaws {
    @Override
    Solver solver(Problem problem) {
        return new AcceleratedDescent(1, true);
    }

    @Override
    int mostSteps(Problem problem) {
        return problem.name().equals(Problem.ROSENBROCK) ? 1000 : 400;
    }

    @Test
    void accelerationSavesMostStepsOfAnIllConditionedProblem() {
        Problem problem = Problem.quadratic();
        assertThat(stepsTo(problem, true)).isLessThan(stepsTo(problem, false) / 4);
    }

    private static int stepsTo(Problem problem, boolean accelerate) {
        StopRule near = state -> state.current().value() < 1e-6
                ? java.util.Optional.of(StopReason.done("near", ""))
                : java.util.Optional.empty();
        SolverResult result = new Minimizer(new AcceleratedDescent(1, accelerate), List.of(near), state -> {})
                .minimize(problem.function(), problem.start());
        assertThat(result.stopReason().name()).isEqualTo("near");
        return result.iterations();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aFirstStepSizeThatIsNotPositiveAndFiniteIsRefused(double size) {
        assertThatThrownBy(() -> new AcceleratedDescent(size, true)).hasMessageContaining("but was " + size);
    }

    private static SolverState firstStep(SmoothFunction function, double start, double stepSize) {
        Solver solver = new AcceleratedDescent(stepSize, true);
        return solver.step(function, solver.start(function, new double[] {start}));
    }

    /** A step from {@code point}, after one from {@code previous}. */
    private static SolverState laterStep(double previous, double point, double inertia, double stepSize) {
        SmoothFunction function = OfOneElement.parabola(0, 0, 1);
        AcceleratedDescent.Memory memory = new AcceleratedDescent.Memory(new double[] {previous}, inertia, stepSize);
        double[] from = {point};
        return new AcceleratedDescent(1, true)
                .step(function, new SolverState(1, 1, from, function.evaluate(from), 0, memory, null));
    }

    private static AcceleratedDescent.Memory memory(SolverState state) {
        return (AcceleratedDescent.Memory) state.memory();
    }

    @Test
    void aDecreaseOfExactlyHalfOfWhatTheSlopePromisesIsEnough() {
        // From 1/2 to 0, with 1 promised.
        SolverState next = firstStep(OfOneElement.parabola(0, 0, 1), 1, 1);
        assertThat(next.point()).containsExactly(0);
        assertThat(memory(next).stepSize()).isEqualTo(1.25);
    }

    @Test
    void theFirstStepHasNoMomentumAndTakesOneEvaluation() {
        assertThat(firstStep(OfOneElement.parabola(0, 0, 1), 1, 0.5).evaluations())
                .isEqualTo(2);
    }

    @Test
    void aLowerValueThatIsNotLowEnoughHalvesTheStep() {
        // The point of the step of 1.5 is -0.5, of value 1/8; 1/2 - 3/4 was due.
        SolverState next = firstStep(OfOneElement.parabola(0, 0, 1), 1, 1.5);
        assertThat(next.point()).containsExactly(0.25);
        assertThat(next.evaluations()).isEqualTo(3);
    }

    @Test
    void anEqualValueIsNotTakenThoughTheDecreaseAskedForRoundsToNothing() {
        SolverState next = firstStep(new OfOneElement(1e-18, x -> 1, x -> 1e-9), 0, 1);
        assertThat(next.ended().name()).isEqualTo("roundingError");
        assertThat(next.evaluations()).isEqualTo(2);
    }

    @Test
    void endsWithoutATrialWhereTheGradientIsZero() {
        SolverState next = firstStep(OfOneElement.parabola(0, 10, 1), 0, 1);
        assertThat(next.ended().name()).isEqualTo("roundingError");
        assertThat(next.evaluations()).isEqualTo(1);
    }

    @Test
    void aStepThatPromisesLessThanTheRoundingErrorIsTriedOnce() {
        SolverState next = firstStep(OfOneElement.parabola(1, 10, 1), 1, 0.5);
        assertThat(next.point()).containsExactly(0.5);
        SolverState hidden = firstStep(new OfOneElement(1, x -> 10, x -> 1), 1, 0.5);
        assertThat(hidden.ended().name()).isEqualTo("roundingError");
        assertThat(hidden.evaluations()).isEqualTo(2);
    }

    @Test
    void aFunctionThatIsInfiniteAllAroundIsAFailureOnceRoundingHidesTheStep() {
        // Halved from 1 to 1/64; 1/128 is below a hundredth.
        SolverState next = firstStep(OfOneElement.infiniteBut(1, 1, 0.01), 1, 1);
        assertThat(next.ended().name()).isEqualTo("lineSearchFailed");
        assertThat(next.evaluations()).isEqualTo(1 + 7);
    }

    @Test
    void halvesSixtyTimesWhereThereIsNoRounding() {
        SolverState next = firstStep(OfOneElement.infiniteBut(1, 1, 0), 1, 1);
        assertThat(next.ended().name()).isEqualTo("lineSearchFailed");
        assertThat(next.evaluations()).isEqualTo(1 + 60);
    }

    @Test
    void valuesThatFollowTheSlopesButForTheirRoundingErrorAreNoFailure() {
        // The value at the start has come out 1 too low, which hides the decrease; the first trial mirrors the start,
        // so
        // that it promises no change.
        SolverState next = firstStep(
                new OfOneElement(1, x -> (x + 5.5) * (x + 5.5) / 11 - (x == 0 ? 1 : 0), x -> (x + 5.5) / 5.5), 0, 11);
        assertThat(next.ended().name()).isEqualTo("roundingError");
        assertThat(next.evaluations()).isEqualTo(1 + 4);
    }

    @Test
    void momentumIsTheShareOfInertiaThatNesterovGives() {
        // t = 12/7 goes to (1 + sqrt(1 + 4 t^2)) / 2 = (1 + 25/7) / 2 = 16/7; (t - 1) / (16/7) = 5/16 of 16 is 5.
        SolverState next = laterStep(0, 16, 12 / 7.0, 0.5);
        assertThat(next.point()).containsExactly(new double[] {21 / 2.0}, within(1e-12));
        assertThat(memory(next).inertia()).isCloseTo(16 / 7.0, within(1e-12));
        assertThat(next.evaluations()).isEqualTo(3);
    }

    @Test
    void momentumThatCarriesUphillIsDroppedAfterThreeTrials() {
        // To 4, where steps of 1/8 to 1/32 stay above the value at -1; the step of 1/64 is taken from there.
        SolverState next = laterStep(-17, -1, 12 / 7.0, 1 / 8.0);
        assertThat(next.point()).containsExactly(-63 / 64.0);
        assertThat(next.evaluations()).isEqualTo(1 + 4 + 1);
        assertThat(memory(next).inertia()).isCloseTo((1 + Math.sqrt(5)) / 2, within(1e-12));
        assertThat(memory(next).stepSize()).isEqualTo(1.25 / 64);
    }
}
