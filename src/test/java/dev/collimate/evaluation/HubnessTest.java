package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HubnessTest {
    @Test
    void itIsTheSkewnessOfTheCountsOfAllDocuments() {
        // Counts 3, 1, 0, 0: mean 1, second moment 1.5, third moment (8 + 0 - 1 - 1) / 4.
        List<long[]> found = List.of(new long[] {7, 9}, new long[] {7}, new long[] {7});
        assertThat(Hubness.skewness(found, 4)).isCloseTo(1.5 / Math.pow(1.5, 1.5), within(1e-15));
    }

    @Test
    void documentsThatAreFoundEquallyOftenHaveNone() {
        assertThat(Hubness.skewness(List.of(new long[] {1, 2}, new long[] {2, 1}), 2))
                .isNaN();
    }
}
