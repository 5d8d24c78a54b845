package dev.collimate.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** One axis of a picture: its range, its scale, and where its ticks are. */
public final class Axis {
    private static final int TICKS = 6;
    private static final double ROUNDING = 1e-9;
    private static final int DIGITS = 10;
    private static final String PLAIN = "0." + "#".repeat(DIGITS);

    /** What {@link #PLAIN} has too few digits for. */
    private static final double SMALL = 1e-6;

    private static final String SCIENTIFIC = "0.#########E0";

    /** Of an axis, as a share of its numbers: nearer numbers are told apart by no reader. */
    private static final double LEAST_WIDTH = 1e-9;

    private final String label;
    private final double from;
    private final double until;
    private final DoubleUnaryOperator scale;
    private final double[] ticks;
    private final DecimalFormat format;

    private Axis(
            String label, double from, double until, DoubleUnaryOperator scale, DoubleStream ticks, String pattern) {
        this.label = label;
        this.from = from;
        this.until = until;
        this.scale = scale;
        this.ticks = ticks.toArray();
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setExponentSeparator("e");
        this.format = new DecimalFormat(pattern, symbols);
    }

    /** @param tick distance between ticks, which are its multiples */
    public static Axis linear(String label, double from, double until, double tick) {
        return new Axis(label, from, until, value -> value, multiples(from, until, tick), "0.##");
    }

    private static DoubleStream multiples(double from, double until, double tick) {
        // Adding 0 makes of a negative zero a positive one.
        return DoubleStream.iterate(
                        Math.ceil(from / tick), multiple -> multiple * tick <= until, multiple -> multiple + 1)
                .map(multiple -> multiple * tick + 0.0);
    }

    /**
     * From 0 to a number above it, with some five ticks at multiples of 1, 2 or 5 times a power of ten.
     *
     * @throws IllegalArgumentException if the number is not finite or not above 0
     */
    public static Axis fromZero(String label, double until) {
        if (!(until > 0 && until < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the end of an axis from 0 must be above 0 and finite, but is " + until);
        }
        return new Axis(label, 0, until, value -> value, multiples(0, until, tick(until)), PLAIN);
    }

    /**
     * As {@link #fromZero}, around both numbers, with their distance widened to whole ticks. They may be equal; numbers
     * nearer to each other than {@value #LEAST_WIDTH} of the larger are taken to be that far apart.
     *
     * @throws IllegalArgumentException if the numbers are not finite or descend
     */
    public static Axis between(String label, double lowest, double highest) {
        if (!(lowest <= highest && Double.isFinite(highest - lowest))) {
            throw new IllegalArgumentException(
                    "an axis must have finite ends, the lower first, but they are " + lowest + " and " + highest);
        }
        double largest = Math.max(Math.abs(lowest), Math.abs(highest));
        double width = highest > lowest ? Math.max(highest - lowest, LEAST_WIDTH * largest) : Math.max(largest, 1);
        double tick = tick(Math.max(width, Float.MIN_NORMAL));
        double first = Math.floor(lowest / tick);
        double last = Math.max(Math.ceil(highest / tick), first + 1);
        // Half a tick more, as a quotient may be rounded to either side of a whole number.
        DoubleStream ticks = multiples(tick * (first - 0.5), tick * (last + 0.5), tick);
        return new Axis(label, tick * first, tick * last, value -> value, ticks, pattern(largest, tick));
    }

    /** As {@link #between}, around all values that are finite; from 0 to 1 where none is. */
    public static Axis around(String label, double... values) {
        DoubleSummaryStatistics range =
                DoubleStream.of(values).filter(Double::isFinite).summaryStatistics();
        return range.getCount() == 0 ? between(label, 0, 1) : between(label, range.getMin(), range.getMax());
    }

    /** With as many digits as tell ticks apart. */
    private static String pattern(double largest, double tick) {
        if (largest > 0 && largest < SMALL) {
            return SCIENTIFIC;
        }
        int digits = (int) Math.ceil(-Math.log10(tick));
        return digits > DIGITS ? "0." + "#".repeat(digits) : PLAIN;
    }

    private static double tick(double width) {
        double rough = width / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        return power
                * DoubleStream.of(1, 2, 5, 10)
                        .filter(step -> step * power >= rough * (1 - ROUNDING))
                        .findFirst()
                        .orElse(10);
    }

    /**
     * Ticks at powers of ten.
     *
     * @throws IllegalArgumentException unless 0 &lt; from &lt; until &lt; infinity
     */
    public static Axis logarithmic(String label, double from, double until) {
        if (!(0 < from && from < until && until < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the ends of a logarithmic axis must be above 0, ascend and be finite, but are " + from + " and "
                            + until);
        }
        DoubleStream ticks = DoubleStream.iterate(
                        Math.ceil(Math.log10(from)), power -> power <= Math.log10(until), power -> power + 1)
                .map(power -> Math.pow(10, power));
        return new Axis(label, from, until, Math::log10, ticks, from < 0.01 ? "0E0" : "#,##0.##");
    }

    String label() {
        return label;
    }

    /** Where a value lies: 0 at the start of the axis, 1 at its end; NaN for NaN. */
    double position(double value) {
        double start = scale.applyAsDouble(from);
        return (scale.applyAsDouble(value) - start) / (scale.applyAsDouble(until) - start);
    }

    List<Double> ticks() {
        return DoubleStream.of(ticks).boxed().toList();
    }

    String text(double tick) {
        return format.format(tick);
    }
}
