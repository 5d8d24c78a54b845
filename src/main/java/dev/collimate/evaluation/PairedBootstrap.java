package dev.collimate.evaluation;

import dev.collimate.math.HashRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Intervals of means over queries by the bootstrap (Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter
 * 13): queries are drawn again with replacement, {@value #RESAMPLES} times, and the interval leaves out 2.5 % of the means
 * at each end. All measures of all searches see the same draws, so that differences and ratios are of pairs. Draws are a
 * pure function of the seed.
 */
public final class PairedBootstrap {
    /** How often all queries are drawn. */
    public static final int RESAMPLES = 1000;

    private static final double OUTSIDE = 0.025;

    private final long seed;
    private final int queries;

    public PairedBootstrap(long seed, int queries) {
        this.seed = seed;
        this.queries = queries;
    }

    /** The mean of each, with its interval; {@code values} have a number a query. */
    public List<Interval> means(List<double[]> values) {
        double[] ones = new double[queries];
        Arrays.fill(ones, 1);
        return ratios(values, values.stream().map(each -> ones).toList());
    }

    /**
     * The ratio of the sum of each to that of its denominator, with its interval, over the draws whose denominator is not 0;
     * NaN where that of all queries is 0.
     */
    public List<Interval> ratios(List<double[]> numerators, List<double[]> denominators) {
        double[][] ratios = new double[numerators.size()][RESAMPLES];
        int[] counts = new int[queries];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            draw(resample, counts);
            for (int i = 0; i < ratios.length; i++) {
                ratios[i][resample] = sum(counts, numerators.get(i)) / sum(counts, denominators.get(i));
            }
        }
        Arrays.fill(counts, 1);
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < ratios.length; i++) {
            double denominator = sum(counts, denominators.get(i));
            intervals.add(
                    denominator == 0
                            ? new Interval(Double.NaN, Double.NaN, Double.NaN)
                            : interval(sum(counts, numerators.get(i)) / denominator, ratios[i]));
        }
        return intervals;
    }

    private static Interval interval(double value, double[] drawn) {
        double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
        return new Interval(
                value,
                sorted[(int) Math.floor(OUTSIDE * sorted.length)],
                sorted[(int) Math.ceil((1 - OUTSIDE) * sorted.length) - 1]);
    }

    /** How often each query is drawn. */
    private void draw(int resample, int[] counts) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < queries; i++) {
            long bits = HashRandom.bits(seed, (long) resample * queries + i) >>> 32;
            counts[(int) (bits * queries >>> 32)]++;
        }
    }

    private static double sum(int[] counts, double[] values) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * values[i];
        }
        return sum;
    }
}
