package dev.collimate.profile;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lengths of a run of vectors. Mergeable. Least and greatest are exact; quantiles come from {@value #BINS} bins per power
 * of two and are off by at most a 512th of their value.
 */
public final class LengthHistogram implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A vector of float32 elements that was divided by its length is far nearer to 1; one of half precision is within. */
    public static final double UNIT_TOLERANCE = 1e-3;

    private static final int BINS = 256;
    private static final int MANTISSA_BITS = 52;
    private static final int BIN_BITS = 8;

    /** Counts by the exponent of the length, then by the first bits of its mantissa. */
    private final TreeMap<Integer, long[]> counts = new TreeMap<>();

    private long vectors;
    private long unit;
    private double least = Double.POSITIVE_INFINITY;
    private double leastPositive = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** @param length at least 0, finite */
    public void add(double length) {
        vectors++;
        unit += Math.abs(length - 1) <= UNIT_TOLERANCE ? 1 : 0;
        least = Math.min(least, length);
        leastPositive = length > 0 ? Math.min(leastPositive, length) : leastPositive;
        greatest = Math.max(greatest, length);
        int bin = (int) (Double.doubleToRawLongBits(length) >>> MANTISSA_BITS - BIN_BITS) & (BINS - 1);
        counts.computeIfAbsent(Math.getExponent(length), exponent -> new long[BINS])[bin]++;
    }

    /** Adds the vectors of {@code other} to this and returns this. */
    public LengthHistogram merge(LengthHistogram other) {
        vectors += other.vectors;
        unit += other.unit;
        least = Math.min(least, other.least);
        leastPositive = Math.min(leastPositive, other.leastPositive);
        greatest = Math.max(greatest, other.greatest);
        other.counts.forEach((exponent, added) -> {
            long[] own = counts.computeIfAbsent(exponent, key -> new long[BINS]);
            for (int i = 0; i < BINS; i++) {
                own[i] += added[i];
            }
        });
        return this;
    }

    public long vectors() {
        return vectors;
    }

    public double least() {
        return least;
    }

    /** The least length of a vector that is not zero; infinite where all are. */
    public double leastPositive() {
        return leastPositive;
    }

    public double greatest() {
        return greatest;
    }

    /** Whether every vector is of length 1, but for {@value #UNIT_TOLERANCE}. */
    public boolean isUnit() {
        return unit == vectors;
    }

    /** The fraction of the vectors of a length up to {@code length}; bins that hold it count in whole. */
    public double shareUpTo(double length) {
        long sum = 0;
        for (Map.Entry<Integer, long[]> octave : counts.entrySet()) {
            for (int i = 0; i < BINS; i++) {
                if (Math.scalb(1 + (double) i / BINS, octave.getKey()) > length) {
                    return (double) sum / vectors;
                }
                sum += octave.getValue()[i];
            }
        }
        return 1;
    }

    /** The smallest length with at least {@code share} of the vectors at or below it, in [least, greatest]. */
    public double quantile(double share) {
        double needed = share * vectors;
        long sum = 0;
        for (Map.Entry<Integer, long[]> octave : counts.entrySet()) {
            for (int i = 0; i < BINS; i++) {
                sum += octave.getValue()[i];
                if (octave.getValue()[i] > 0 && sum >= needed) {
                    double middle = Math.scalb(1 + (i + 0.5) / BINS, octave.getKey());
                    return Math.max(least, Math.min(greatest, middle));
                }
            }
        }
        return greatest;
    }
}
