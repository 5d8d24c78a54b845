package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RidgeChoiceTest {
    @ParameterizedTest
    @ValueSource(doubles = {1.1e-4, 0.02, 0.47, 3, 40, 2000})
    void theLeastOfAParabolaOverTheLogarithmIsFound(double best) {
        RidgeChoice choice = RidgeChoice.least(ridge -> 1 + 0.1 * Math.pow(Math.log(ridge / best), 2));
        assertThat(choice.ridge()).isCloseTo(best, within(1e-6 * best));
        assertThat(choice.curve())
                .hasSizeGreaterThanOrEqualTo(10)
                .isSortedAccordingTo(Comparator.comparingDouble(RidgeChoice.Point::ridge));
    }

    @Test
    void whereLessIsAlwaysBetterTheLeastOfferedIsTaken() {
        assertThat(RidgeChoice.least(ridge -> ridge).ridge()).isCloseTo(1e-5, within(1e-12));
        assertThat(RidgeChoice.least(ridge -> -ridge).ridge()).isCloseTo(1e4, within(1e-6));
    }

    @Test
    void aRidgeThatDoesNotServeIsNeitherChosenNorTold() {
        RidgeChoice choice = RidgeChoice.least(ridge -> ridge < 0.05 ? Double.POSITIVE_INFINITY : ridge);
        assertThat(choice.ridge()).isCloseTo(0.1, within(1e-12));
        assertThat(choice.curve()).allMatch(point -> Double.isFinite(point.meanSquaredError()));
    }

    /** Its weights are the smallest. */
    @Test
    void amongRidgesThatAreAsGoodTheLargestIsTaken() {
        assertThat(RidgeChoice.least(ridge -> 2).ridge()).isCloseTo(1e4, within(1e-6));
    }
}
