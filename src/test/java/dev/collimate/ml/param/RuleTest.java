package dev.collimate.ml.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    private static final Rule<Double> RECIPROCAL = Rule.reciprocal("batchFraction");

    @Test
    void everyWholePartIsTakenAsADoubleAndInFourDigits() {
        for (int k = 1; k <= 20_000; k++) {
            assertThat(RECIPROCAL.apply(1.0 / k)).isEqualTo(true);
            assertThat(RECIPROCAL.apply(Double.valueOf(String.format(Locale.ROOT, "%.3e", 1.0 / k))))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.3333, 0.5", "0.7, 0.5, 1", "0.99, 0.5, 1", "0.33, 0.25, 0.3333", "0.03, 0.0294, 0.0303"})
    void aShareBetweenTwoWholePartsIsRefusedWithBoth(double share, String below, String above) {
        assertThatThrownBy(() -> RECIPROCAL.apply(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("batchFraction must be 1/k for a whole k, but was " + share)
                .hasMessageContaining("; the nearest are " + below)
                .hasMessageContaining(" and " + above);
    }

    /** Between 1/(k+1) and 1/k lies a share that is refused, until four digits cannot tell one from the other. */
    @Test
    void whatARefusalNamesIsTaken() {
        for (int k = 1; k < 900; k++) {
            double share = 2.0 / (2 * k + 1);
            assertThatThrownBy(() -> RECIPROCAL.apply(share))
                    .satisfies(refusal -> assertThat(Pattern.compile("the nearest are ([0-9.]+) and ([0-9.]+)$")
                                    .matcher(refusal.getMessage())
                                    .results()
                                    .findFirst())
                            .hasValueSatisfying(RuleTest::assertBothTaken));
        }
    }

    private static void assertBothTaken(MatchResult named) {
        assertThat(RECIPROCAL.apply(Double.valueOf(named.group(1)))).isEqualTo(true);
        assertThat(RECIPROCAL.apply(Double.valueOf(named.group(2)))).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aShareOutsideOfZeroToOneIsRefusedWithTheRange(double share) {
        assertThatThrownBy(() -> RECIPROCAL.apply(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchFraction must be in (0, 1], but was " + share);
    }
}
