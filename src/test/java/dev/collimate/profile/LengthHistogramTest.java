package dev.collimate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.HashRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthHistogramTest {
    private static final int COUNT = 5000;

    @Test
    void quantilesAreThoseOfTheSortedLengthsWithinA512th() {
        double[] lengths = lengths();
        LengthHistogram histogram = of(lengths, 0, COUNT);
        Arrays.sort(lengths);
        for (double share : new double[] {0.01, 0.25, 0.5, 0.75, 0.99}) {
            double exact = lengths[(int) Math.ceil(share * COUNT) - 1];
            assertThat(histogram.quantile(share)).isCloseTo(exact, within(exact / 512));
        }
        assertThat(histogram.least()).isEqualTo(lengths[0]);
        assertThat(histogram.greatest()).isEqualTo(lengths[COUNT - 1]);
    }

    @Test
    void partsAddUpToTheWhole() {
        double[] lengths = lengths();
        LengthHistogram whole = of(lengths, 0, COUNT);
        LengthHistogram parts = of(lengths, 0, 1234).merge(of(lengths, 1234, COUNT));
        assertThat(parts.vectors()).isEqualTo(COUNT);
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            assertThat(parts.quantile(share)).isEqualTo(whole.quantile(share));
        }
    }

    @Test
    void lengthsAreUnitOnlyIfAllOfThemAre() {
        double[] unit = {1, 1.0009, 0.9991};
        assertThat(of(unit, 0, 3).isUnit()).isTrue();
        assertThat(of(new double[] {1, 1.002}, 0, 2).isUnit()).isFalse();
        assertThat(of(unit, 0, 3).merge(of(new double[] {0}, 0, 1)).isUnit()).isFalse();
    }

    @Test
    void aQuantileIsNeverOutsideOfWhatWasSeen() {
        double almostOne = 0.999999;
        assertThat(of(new double[] {almostOne, 1}, 0, 2).quantile(0.5)).isBetween(almostOne, 1.0);
        assertThat(of(new double[] {0, 0}, 0, 2).quantile(0.5)).isZero();
    }

    @Test
    void zerosAreNotTheLeastPositiveLength() {
        LengthHistogram zeros = of(new double[] {0, 0}, 0, 2);
        assertThat(zeros.leastPositive()).isInfinite();
        assertThat(zeros.merge(of(new double[] {0, 3, 0.25}, 0, 3)).leastPositive())
                .isEqualTo(0.25);
        assertThat(zeros.least()).isZero();
    }

    private static LengthHistogram of(double[] lengths, int from, int until) {
        LengthHistogram histogram = new LengthHistogram();
        IntStream.range(from, until).forEach(i -> histogram.add(lengths[i]));
        return histogram;
    }

    /** Over some forty powers of two. */
    private static double[] lengths() {
        return IntStream.range(0, COUNT)
                .mapToDouble(i -> Math.exp(4 * HashRandom.gaussian(1, i)))
                .toArray();
    }
}
