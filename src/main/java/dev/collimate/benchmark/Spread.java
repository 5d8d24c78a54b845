package dev.collimate.benchmark;

import org.apache.commons.math3.stat.StatUtils;

/** The middle half of repeated measurements. */
public record Spread(double lowerQuartile, double median, double upperQuartile) {
    /** Of at least one value, in any order. */
    public static Spread of(double... values) {
        return new Spread(
                StatUtils.percentile(values, 25), StatUtils.percentile(values, 50), StatUtils.percentile(values, 75));
    }
}
