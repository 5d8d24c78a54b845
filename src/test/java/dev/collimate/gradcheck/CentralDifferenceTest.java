package dev.collimate.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CentralDifferenceTest {
    @Test
    void smoothFunctionsAreExactToElevenDigits() {
        assertThat(CentralDifference.at(Math::exp, 0.5)).isCloseTo(1, within(1e-11));
        assertThat(CentralDifference.at(x -> Math.sin(3 * x + 1), 0.2)).isCloseTo(3 * Math.cos(1), within(1e-11));
        assertThat(CentralDifference.at(x -> 5 - 2 * x, 1)).isCloseTo(-2, within(1e-14));
    }

    @Test
    void theFirstStepMayBeFarTooLong() {
        assertThat(CentralDifference.at(x -> Math.sin(1e3 * x), 1)).isCloseTo(1e3, within(1e-5));
    }

    @Test
    void aKinkBesideThePointDoesNotCount() {
        assertThat(CentralDifference.at(x -> Math.abs(x - 1e-5), 0.1)).isCloseTo(-1, within(1e-9));
        assertThat(CentralDifference.at(x -> Math.max(0, x - 1e-5), 0.1)).isZero();
    }

    /** Differences of the smallest steps are all rounding, and must not be taken for agreement. */
    @Test
    void roundingIsNotTakenForASlope() {
        assertThat(CentralDifference.at(x -> 1 - 1e-4 * Math.cos(x - 1), 0.05))
                .isCloseTo(-1e-4 * Math.sin(1), within(1e-12));
    }
}
