package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AngleStatisticsTest {
    private static AngleStatistics of(double[] degrees, double... weights) {
        AngleStatistics statistics = new AngleStatistics(30);
        for (int i = 0; i < degrees.length; i++) {
            double angle = Math.toRadians(degrees[i]);
            statistics.add(angle, Math.cos(angle), true, 0, weights.length == 0 ? 1 : weights[i]);
        }
        return statistics;
    }

    @Test
    void theMarginIsThatOfTheMeanByTheNormalApproximation() {
        double[] degrees = {10, 20, 40, 70};
        double mean = DoubleStream.of(degrees).average().orElseThrow();
        double variance = DoubleStream.of(degrees)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (degrees.length - 1);
        assertThat(of(degrees).meanMarginDegrees())
                .isCloseTo(1.959964 * Math.sqrt(variance / degrees.length), within(1e-9));
    }

    @Test
    void fewerThanTwoRowsHaveNoMargin() {
        assertThat(of(new double[] {}).meanMarginDegrees()).isNaN();
        assertThat(of(new double[] {10}).meanMarginDegrees()).isNaN();
        assertThat(of(new double[] {10, 10}).meanMarginDegrees()).isZero();
    }

    /** Weights with a mean of 1 are weights. */
    @Test
    void weightedRowsHaveNoMarginWhateverTheirSum() {
        AngleStatistics weighted = of(new double[] {10, 20, 30}, 0.5, 1, 1.5);
        assertThat(weighted.weight()).isEqualTo(3);
        assertThat(weighted.isWeighted()).isTrue();
        assertThat(weighted.meanMarginDegrees()).isNaN();
        assertThat(of(new double[] {10, 20}).merge(weighted).isWeighted()).isTrue();
        assertThat(of(new double[] {10, 20}, 1, 1).isWeighted()).isFalse();
    }

    @Test
    void anArrayGivesBackAllThatItWasMadeOf() {
        for (AngleStatistics statistics :
                new AngleStatistics[] {of(new double[] {10, 25, 31}), of(new double[] {10, 25, 31}, 0.5, 1, 1.5)}) {
            AngleStatistics back = AngleStatistics.ofArray(statistics.toArray());
            assertThat(back.toArray()).isEqualTo(statistics.toArray());
            assertThat(back.isWeighted()).isEqualTo(statistics.isWeighted());
            assertThat(back.meanDegrees()).isEqualTo(statistics.meanDegrees());
            assertThat(back.meanMarginDegrees()).isEqualTo(Double.valueOf(statistics.meanMarginDegrees()));
            assertThat(back.shareWithin(0)).isEqualTo(statistics.shareWithin(0));
            assertThat(back.percentileDegrees(0.5)).isEqualTo(statistics.percentileDegrees(0.5));
        }
    }
}
