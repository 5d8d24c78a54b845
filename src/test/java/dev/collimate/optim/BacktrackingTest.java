package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Along a line of one element from 0 in direction 1, so that a point is a step. */
class BacktrackingTest {
    private static final double NEARLY = 1e-12;

    private final List<Double> tried = new ArrayList<>();

    private static Backtracking from(double value, double slope, double roundingError) {
        ValueAndGradient evaluation = new ValueAndGradient(value, new double[] {slope});
        SolverState state = new SolverState(0, 1, new double[1], evaluation, 0, null, null);
        return new Backtracking(state, new double[] {1}, slope, roundingError);
    }

    private Backtracking.Found search(Backtracking line, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        OfOneElement function = new OfOneElement(0, value, slope);
        return line.search((point, step) -> {
            tried.add(step);
            return function.evaluate(point);
        });
    }

    private void assertTried(Double... steps) {
        assertThat(tried)
                .usingElementComparator((a, b) -> Math.abs(a - b) <= NEARLY ? 0 : Double.compare(a, b))
                .containsExactly(steps);
    }

    /** From 0: c1 a + c2 a^2 + c3 a^3, infinite beyond {@code last}. */
    private Backtracking.Found searchCubic(double c1, double c2, double c3, double last) {
        return search(
                from(0, c1, 0),
                a -> a > last ? Double.POSITIVE_INFINITY : a * (c1 + a * (c2 + a * c3)),
                a -> c1 + a * (2 * c2 + 3 * a * c3));
    }

    @Test
    void theStepIsTheMinimumOfTheCubicThroughBothEnds() {
        // Slope 12 (a - 1/4) (a + 1).
        Backtracking.Found found = searchCubic(-3, 4.5, 4, 1);
        assertTried(1.0, 0.25);
        assertThat(found.step()).isCloseTo(0.25, within(NEARLY));
        assertThat(found.point()).containsExactly(found.step());
        assertThat(found.evaluation().value()).isCloseTo(-0.40625, within(NEARLY));
    }

    @Test
    void theCubicOfAShorterStepEndsAtThatStep() {
        // Slope 3 (a - 0.04) (a + 1).
        searchCubic(-0.12, 1.44, 1, 0.5);
        assertTried(1.0, 0.1, 0.04);
    }

    @Test
    void theMinimumOfACubicThatFallsAtBothEndsIsTheFirstOfItsFlatPoints() {
        // Slope -300 (a - 0.2) (a - 0.9).
        searchCubic(-54, 165, -100, 1);
        assertTried(1.0, 0.2);
    }

    @Test
    void aStepIsAtLeastATenthOfTheOneBefore() {
        // The parabola's minimum is at 0.0025.
        searchCubic(-1, 200, 0, 0.5);
        assertTried(1.0, 0.1, 0.01, 0.0025);
    }

    @Test
    void aStepIsAtMostHalfOfTheOneBefore() {
        // 0 at -0.01, 0 and 0.1; the cubic's minimum is at 0.065.
        searchCubic(-1, -90, 1000, 0.5);
        assertTried(1.0, 0.1, 0.05);
    }

    @ParameterizedTest
    @CsvSource({"Infinity, 1", "NaN, 1", "1, NaN", "1, Infinity"})
    void aTrialThatIsNotFiniteLeavesATenth(double value, double slope) {
        search(from(0, -1, 0), a -> a == 1 ? value : -a, a -> a == 1 ? slope : -1);
        assertTried(1.0, 0.1);
    }

    @Test
    void aValueWhoseSquareOverflowsHalvesTheStep() {
        search(from(0, -1, 0), a -> a == 1 ? 1e200 : -a, a -> a == 1 ? 1 : -1);
        assertTried(1.0, 0.5);
    }

    @Test
    void aValueBelowTheStartsIsNotTakenWithAGradientThatIsNotFinite() {
        search(from(0, -1, 0), a -> -a, a -> a == 1 ? Double.NaN : -1);
        assertTried(1.0, 0.1);
    }

    @Test
    void aTenThousandthOfWhatTheSlopePromisesIsEnough() {
        assertThat(search(from(0, -1, 0), a -> -1e-4 * a, a -> 1).step()).isEqualTo(1);
    }

    @Test
    void lessThanATenThousandthOfWhatTheSlopePromisesIsNotEnough() {
        assertThat(search(from(0, -1, 0), a -> -0.99e-4 * a, a -> 1)).isNull();
    }

    @Test
    void anEqualValueIsNotLowerThoughTheDecreaseAskedForRoundsToNothing() {
        assertThat(search(from(1, -1e-13, 0), a -> 1, a -> 1e-13)).isNull();
    }

    @Test
    void aFlatPointThatIsNotLowerIsNotTakenWhereValuesDecide() {
        // 10 - 2 a (1 - a)^2: flat at 1, with its minimum at a third.
        search(from(10, -2, 0.5), a -> 10 - 2 * a * (1 - a) * (1 - a), a -> -2 * (1 - a) * (1 - 3 * a));
        assertTried(1.0, 1.0 / 3);
    }

    @Test
    void endsAfterTwelveTrials() {
        assertThat(search(from(0, -1, 0), a -> Double.POSITIVE_INFINITY, a -> 1))
                .isNull();
        assertThat(tried).hasSize(12);
    }

    @Test
    void endsWhereAStepPromisesNoMoreThanTheRoundingError() {
        // Equal values and opposite slopes halve the step.
        assertThat(search(from(0, -1, 0.25), a -> 0, a -> 1)).isNull();
        assertTried(1.0, 0.5);
    }

    @Test
    void valuesThatStayWhereTheSlopeSaysTheyFallAreAFailure() {
        Backtracking line = from(0, -1, 0.01);
        assertThat(search(line, a -> 0, a -> -1)).isNull();
        assertThat(line.reason().name()).isEqualTo("lineSearchFailed");
        assertThat(line.reason().failure()).isTrue();
    }

    @Test
    void valuesThatFollowTheSlopesUntilRoundingHidesThemAreNoFailure() {
        Backtracking line = from(0, -1, 0.01);
        assertThat(search(line, a -> 0, a -> 1)).isNull();
        assertThat(line.reason().name()).isEqualTo("roundingError");
        assertThat(line.reason().failure()).isFalse();
    }

    /** From a value of 10 and a slope of -2, with a rounding error of 4. */
    @ParameterizedTest
    @CsvSource({"14, 1.8", "14, -1.8", "14, 0", "10, 1.8"})
    void withinRoundingNineTenthsOfTheSlopeAreFlatEnough(double value, double slope) {
        assertThat(search(from(10, -2, 4), a -> value, a -> slope).step()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"14, 1.8000000000000003", "14, -1.8000000000000003", "14.000000000000002, 1.8"})
    void withinRoundingASteeperSlopeOrAHigherValueIsNotEnough(double value, double slope) {
        assertThat(search(from(10, -2, 4), a -> value, a -> slope)).isNull();
    }

    @Test
    void withinRoundingTheNextStepIsWhereTheSlopeEndsAlongAStraightLine() {
        Backtracking.Found found = search(from(10, -2, 4), a -> 10, a -> Math.min(16 * a - 2, 6));
        assertTried(1.0, 0.25, 0.125);
        assertThat(found.step()).isEqualTo(0.125);
    }

    @Test
    void withinRoundingEndsAfterThreeTrials() {
        assertThat(search(from(10, -2, 4), a -> 10, a -> 2)).isNull();
        assertTried(1.0, 0.5, 0.25);
    }

    /** A straight line from the start's slope of -2 to these ends at 0, 1 and 2. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, 0, -1})
    void withinRoundingEndsWhereTheNextStepWouldNotLieBetweenTheEnds(double slope) {
        assertThat(search(from(10, -2, 4), a -> 15, a -> slope)).isNull();
        assertTried(1.0);
    }
}
