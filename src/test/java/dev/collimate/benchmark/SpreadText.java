package dev.collimate.benchmark;

import java.util.Locale;

/** Measurements as the tables of src/site/benchmarks.md have them: median (lower quartile – upper quartile). */
public final class SpreadText {
    private SpreadText() {}

    /** @param digits after the point */
    public static String of(Spread spread, int digits) {
        return of(spread, 1, digits);
    }

    /** The same in multiples of {@code unit}. */
    public static String of(Spread spread, double unit, int digits) {
        String number = "%." + digits + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + " – " + number + ")",
                spread.median() / unit,
                spread.lowerQuartile() / unit,
                spread.upperQuartile() / unit);
    }
}
