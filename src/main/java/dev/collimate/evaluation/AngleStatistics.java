package dev.collimate.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Weighted statistics of the angles of a run of rows. Mergeable. Means, root mean square and shares are exact up to
 * rounding; percentiles come from a histogram of 36,000 bins of 0.005 degrees and are the middle of their bin, so off by
 * at most {@value #PERCENTILE_ERROR_DEGREES} degrees. About 280 KB.
 */
public final class AngleStatistics implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Largest error of {@link #percentileDegrees}, in degrees. */
    public static final double PERCENTILE_ERROR_DEGREES = 0.0025;

    private static final int BINS_PER_DEGREE = 200;
    /** Numbers in front of the arrays in {@link #toArray}. */
    private static final int SUMS = 9;

    /** Of the standard normal distribution 95 % are within. */
    private static final double NORMAL_95 = 1.959964;

    private final double[] histogram = new double[180 * BINS_PER_DEGREE];
    private final double[] withinDegrees;
    private final double[] within;
    private long rows;
    private long undirected;
    private boolean weighted;
    private double weight;
    private double loss;
    private double cosine;
    private double angle;
    private double squaredAngle;

    /** @param withinDegrees the angles whose shares are counted, in degrees */
    public AngleStatistics(double... withinDegrees) {
        this.withinDegrees = withinDegrees.clone();
        this.within = new double[withinDegrees.length];
    }

    /**
     * Adds a row. A zero prediction counts as at 90 degrees, and is counted.
     *
     * @param rowAngle that counts, in radians
     * @param rowCosine of that angle
     * @param directed whether the row has a direction
     * @param rowLoss unweighted
     */
    public void add(double rowAngle, double rowCosine, boolean directed, double rowLoss, double rowWeight) {
        double degrees = Math.toDegrees(rowAngle);
        rows++;
        undirected += directed ? 0 : 1;
        weighted |= rowWeight != 1;
        weight += rowWeight;
        loss += rowWeight * rowLoss;
        cosine += rowWeight * rowCosine;
        angle += rowWeight * degrees;
        squaredAngle += rowWeight * degrees * degrees;
        histogram[Math.min(histogram.length - 1, (int) (degrees * BINS_PER_DEGREE))] += rowWeight;
        for (int i = 0; i < within.length; i++) {
            if (degrees <= withinDegrees[i]) {
                within[i] += rowWeight;
            }
        }
    }

    /** Adds the rows of {@code other}, which counts the same shares, to this and returns this. */
    public AngleStatistics merge(AngleStatistics other) {
        rows += other.rows;
        undirected += other.undirected;
        weighted |= other.weighted;
        weight += other.weight;
        loss += other.loss;
        cosine += other.cosine;
        angle += other.angle;
        squaredAngle += other.squaredAngle;
        addAll(histogram, other.histogram);
        addAll(within, other.within);
        return this;
    }

    public long rows() {
        return rows;
    }

    /** Rows whose prediction is the zero vector. */
    public long undirectedPredictions() {
        return undirected;
    }

    /** Sum of the weights; every statistic below is NaN if it is 0. */
    public double weight() {
        return weight;
    }

    public double meanLoss() {
        return loss / weight;
    }

    public double meanCosine() {
        return cosine / weight;
    }

    public double meanDegrees() {
        return angle / weight;
    }

    public double rootMeanSquareDegrees() {
        return Math.sqrt(squaredAngle / weight);
    }

    /** The angles whose shares are counted, in degrees. */
    public double[] withinDegrees() {
        return withinDegrees.clone();
    }

    /** Share of the weight, in [0, 1], at angles of at most the i-th of the degrees asked for. */
    public double shareWithin(int i) {
        return within[i] / weight;
    }

    /** The smallest angle with at least {@code share} of the weight at or below it, in degrees. */
    public double percentileDegrees(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share must be in (0, 1), but was " + share);
        }
        if (!(weight > 0)) {
            return Double.NaN;
        }
        double needed = share * weight;
        double sum = 0;
        int last = 0;
        for (int i = 0; i < histogram.length; i++) {
            if (histogram[i] > 0) {
                sum += histogram[i];
                last = i;
                if (sum >= needed) {
                    break;
                }
            }
        }
        return (last + 0.5) / BINS_PER_DEGREE;
    }

    /** Shares of the weight in equal bins from 0 to 180 degrees, the last of them closed. */
    public double[] shares(int bins) {
        if (bins < 1 || histogram.length % bins != 0) {
            throw new IllegalArgumentException(
                    "the number of bins must divide " + histogram.length + ", but was " + bins);
        }
        double[] shares = new double[bins];
        int each = histogram.length / bins;
        for (int i = 0; i < histogram.length; i++) {
            shares[i / each] += histogram[i] / weight;
        }
        return shares;
    }

    /** Whether rows count by weights other than 1. */
    public boolean isWeighted() {
        return weighted;
    }

    /** The mean angle with its interval, of {@link #meanMarginDegrees} on both sides; in degrees. */
    public Interval meanInterval() {
        double mean = meanDegrees();
        double margin = meanMarginDegrees();
        return new Interval(mean, mean - margin, mean + margin);
    }

    /**
     * Half of the width of the interval that holds the mean angle with 95 % confidence, by the normal approximation, in
     * degrees. NaN of weighted rows, as weights do not say how many rows they are worth, and of fewer than 2 rows.
     */
    public double meanMarginDegrees() {
        if (isWeighted() || rows < 2) {
            return Double.NaN;
        }
        double mean = meanDegrees();
        double variance = Math.max(0, squaredAngle / weight - mean * mean);
        return NORMAL_95 * Math.sqrt(variance / (rows - 1));
    }

    /** All that this holds, for {@link #ofArray}. */
    public double[] toArray() {
        DoubleStream.Builder all = DoubleStream.builder();
        DoubleStream.of(
                        withinDegrees.length,
                        rows,
                        undirected,
                        weighted ? 1 : 0,
                        weight,
                        loss,
                        cosine,
                        angle,
                        squaredAngle)
                .forEach(all);
        for (double[] part : new double[][] {withinDegrees, within, histogram}) {
            DoubleStream.of(part).forEach(all);
        }
        return all.build().toArray();
    }

    /**
     * What gave {@code array}.
     *
     * @throws IllegalArgumentException if nothing did
     */
    public static AngleStatistics ofArray(double[] array) {
        int shares = array.length == 0 ? -1 : (int) array[0];
        if (shares < 0 || array.length != SUMS + 2L * shares + 180 * BINS_PER_DEGREE) {
            throw new IllegalArgumentException(array.length + " numbers are no statistics of angles");
        }
        AngleStatistics statistics = new AngleStatistics(Arrays.copyOfRange(array, SUMS, SUMS + shares));
        statistics.rows = (long) array[1];
        statistics.undirected = (long) array[2];
        statistics.weighted = array[3] != 0;
        statistics.weight = array[4];
        statistics.loss = array[5];
        statistics.cosine = array[6];
        statistics.angle = array[7];
        statistics.squaredAngle = array[8];
        System.arraycopy(array, SUMS + shares, statistics.within, 0, shares);
        System.arraycopy(array, SUMS + 2 * shares, statistics.histogram, 0, statistics.histogram.length);
        return statistics;
    }

    private static void addAll(double[] target, double[] addend) {
        if (target.length != addend.length) {
            throw new IllegalArgumentException(
                    "cannot add statistics of " + addend.length + " shares to statistics of " + target.length);
        }
        for (int i = 0; i < target.length; i++) {
            target[i] += addend[i];
        }
    }
}
