package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.HashRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private static final int QUERIES = 300;
    private static final int SPLITS = 200;

    /** The share of 10 neighbours that a query finds: of queries some of which are easy and some hard. */
    private static double[] recalls(long seed) {
        double[] recalls = new double[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            double ease = HashRandom.uniform(seed, 20L * i);
            for (int j = 1; j <= 10; j++) {
                recalls[i] += HashRandom.uniform(seed, 20L * i + j) < ease * ease ? 0.1 : 0;
            }
        }
        return recalls;
    }

    @Test
    void anIntervalOf95PercentHoldsTheTruthInAboutThatManySplits() {
        // The mean of ease squared, for ease uniform in [0, 1].
        double truth = 1.0 / 3;
        long covered = 0;
        for (int split = 0; split < SPLITS; split++) {
            Interval interval = new PairedBootstrap(split, QUERIES)
                    .means(List.of(recalls(1000 + split)))
                    .get(0);
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat((double) covered / SPLITS).isBetween(0.90, 0.99);
    }

    @Test
    void anIntervalOfARatioHoldsTheTruthInAboutThatManySplits() {
        // Numerator and denominator depend on the same ease: their means are 1/3 and 1/3 + 1/4.
        double truth = 1.0 / 3 / (1.0 / 3 + 1.0 / 4);
        long covered = 0;
        for (int split = 0; split < SPLITS; split++) {
            double[] numerator = recalls(5000 + split);
            double[] denominator = numerator.clone();
            for (int i = 0; i < QUERIES; i++) {
                denominator[i] += 0.5 * HashRandom.uniform(5000 + split, 20L * i + 11);
            }
            Interval interval = new PairedBootstrap(split, QUERIES)
                    .ratios(List.of(numerator), List.of(denominator))
                    .get(0);
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat((double) covered / SPLITS).isBetween(0.90, 0.99);
    }

    @Test
    void aDifferenceOfSearchesThatDifferByTheSameEverywhereIsCertain() {
        double[] first = recalls(1);
        double[] difference = new double[QUERIES];
        Arrays.fill(difference, 0.125);
        List<Interval> intervals = new PairedBootstrap(0, QUERIES).means(List.of(first, difference));
        assertThat(intervals.get(0).high() - intervals.get(0).low()).isBetween(0.03, 0.12);
        assertThat(intervals.get(1)).isEqualTo(new Interval(0.125, 0.125, 0.125));
        assertThat(intervals.get(0).value())
                .isCloseTo(Arrays.stream(first).average().orElseThrow(), within(1e-12));
    }

    @Test
    void drawsWithoutADenominatorAreLeftOutOfARatioAndNoneIsNotANumber() {
        double[] rare = new double[QUERIES];
        rare[7] = 1;
        double[] half = new double[QUERIES];
        half[7] = 0.5;
        double[] none = new double[QUERIES];
        List<Interval> ratios = new PairedBootstrap(0, QUERIES).ratios(List.of(half, half), List.of(rare, none));
        assertThat(ratios.get(0)).isEqualTo(new Interval(0.5, 0.5, 0.5));
        assertThat(ratios.get(1)).isEqualTo(new Interval(Double.NaN, Double.NaN, Double.NaN));
    }

    @Test
    void drawsFollowFromTheSeedAlone() {
        List<double[]> values = List.of(recalls(1));
        assertThat(new PairedBootstrap(3, QUERIES).means(values))
                .isEqualTo(new PairedBootstrap(3, QUERIES).means(values));
        assertThat(new PairedBootstrap(3, QUERIES).means(values))
                .isNotEqualTo(new PairedBootstrap(4, QUERIES).means(values));
    }
}
