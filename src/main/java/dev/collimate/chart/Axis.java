package dev.collimate.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** One axis of a picture: its range, its scale, and where its ticks are. */
public final class Axis {
    private static final int TICKS = 6;
    private static final double ROUNDING = 1e-9;
    private static final String PLAIN = "0.##########";

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

    /** From 0 to a number above it, with some five ticks at multiples of 1, 2 or 5 times a power of ten. */
    public static Axis fromZero(String label, double until) {
        return new Axis(label, 0, until, value -> value, multiples(0, until, tick(until)), PLAIN);
    }

    /** As {@link #fromZero}, around both numbers, which may be equal, with their distance widened to whole ticks. */
    public static Axis between(String label, double lowest, double highest) {
        double width = highest > lowest ? highest - lowest : Math.max(Math.abs(highest), 1);
        double tick = tick(width);
        double from = tick * Math.floor(lowest / tick);
        double until = tick * Math.max(Math.ceil(highest / tick), Math.floor(lowest / tick) + 1);
        return new Axis(label, from, until, value -> value, multiples(from, until * (1 + ROUNDING), tick), PLAIN);
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

    /** Ticks at powers of ten. */
    public static Axis logarithmic(String label, double from, double until) {
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
