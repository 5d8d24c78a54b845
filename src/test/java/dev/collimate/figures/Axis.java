package dev.collimate.figures;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** One axis of a picture: its range, its scale, and where its ticks are. */
final class Axis {
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
    static Axis linear(String label, double from, double until, double tick) {
        DoubleStream ticks = DoubleStream.iterate(
                Math.ceil(from / tick), multiple -> multiple * tick <= until, multiple -> multiple + 1);
        // Adding 0 makes of a negative zero a positive one.
        return new Axis(label, from, until, value -> value, ticks.map(multiple -> multiple * tick + 0.0), "0.##");
    }

    /** Ticks at powers of ten. */
    static Axis logarithmic(String label, double from, double until) {
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
