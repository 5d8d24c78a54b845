package dev.collimate.report;

import dev.collimate.evaluation.Interval;
import java.util.Locale;

/** Means with their intervals, on a page and in a result. */
final class Intervals {
    private Intervals() {}

    static String text(Interval interval) {
        return text(interval, " (%.4f–%.4f)");
    }

    /** The interval on a line of its own. */
    static String lines(Interval interval) {
        return text(interval, "\n%.4f–%.4f");
    }

    private static String text(Interval interval, String bounds) {
        String mean = String.format(Locale.ROOT, "%.4f", interval.value());
        return Double.isNaN(interval.low())
                ? mean
                : mean + String.format(Locale.ROOT, bounds, interval.low(), interval.high());
    }

    static Result result(Interval interval) {
        return new Result()
                .put("value", interval.value())
                .put("low", interval.low())
                .put("high", interval.high());
    }
}
