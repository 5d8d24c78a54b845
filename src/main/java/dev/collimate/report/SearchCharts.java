package dev.collimate.report;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.data.Message;
import dev.collimate.distributed.PassReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/** How a search went, pass by pass. */
final class SearchCharts {
    private static final int POINTS = 300;
    private static final String CAPTION = " of each pass; passes of moments, which come first, have none.";
    private static final Chart.Entry TRAINING = new Chart.Entry(LineStyle.BLACK, "training rows");

    private final List<PassReport> passes;
    private final List<FitTrace.Validation> validations;
    private final HeldOut heldOut;
    private final UnaryOperator<String> naming;

    /**
     * Mean angles on the rows held out, in degrees; empty where they are not known.
     *
     * @param start before the first step
     * @param end of what was found
     */
    record HeldOut(OptionalDouble start, OptionalDouble end) {
        static final HeldOut NONE = new HeldOut(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * @param passes at least two
     * @param naming the names that parameters have where this is read
     */
    SearchCharts(
            List<PassReport> passes,
            List<FitTrace.Validation> validations,
            HeldOut heldOut,
            UnaryOperator<String> naming) {
        this.passes = thinned(passes);
        this.validations = thinned(validations);
        this.heldOut = heldOut;
        this.naming = naming;
    }

    List<Chart> all() {
        return List.of(loss(), angle());
    }

    private Chart loss() {
        double[] values = passes.stream().mapToDouble(PassReport::loss).toArray();
        Picture picture = picture("Loss", "training loss", values);
        picture.points(LineStyle.BLACK, places(), values);
        return new Chart(picture, "Loss" + CAPTION, List.of(TRAINING));
    }

    private Chart angle() {
        double[] values =
                passes.stream().mapToDouble(PassReport::meanAngleDegrees).toArray();
        double[] onTheWay = validations.stream()
                .mapToDouble(FitTrace.Validation::meanAngleDegrees)
                .toArray();
        DoubleStream all = DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(onTheWay));
        Picture picture = picture(
                "Mean angle",
                "mean angle, degrees",
                DoubleStream.concat(all, DoubleStream.concat(ofStart().stream(), heldOut.end.stream()))
                        .toArray());
        List<Chart.Entry> legend = new ArrayList<>(List.of(TRAINING));
        picture.points(LineStyle.BLACK, places(), values);
        if (onTheWay.length > 0) {
            picture.points(
                    LineStyle.BLUE,
                    validations.stream()
                            .mapToDouble(FitTrace.Validation::passes)
                            .toArray(),
                    onTheWay);
            legend.add(new Chart.Entry(LineStyle.BLUE, "rows held out, on the way"));
        }
        heldOut.end.ifPresent(level -> {
            if (ofStart().isPresent()) {
                double[] ends = {passes.get(0).pass(), last()};
                picture.points(LineStyle.RED, ends, new double[] {ofStart().getAsDouble(), level});
                legend.add(new Chart.Entry(LineStyle.RED, "rows held out, start and end"));
            } else {
                picture.line(LineStyle.RED, new double[] {0, last()}, new double[] {level, level});
                legend.add(new Chart.Entry(LineStyle.RED, "rows held out, fitted map"));
            }
        });
        return new Chart(picture, "Mean angle" + CAPTION + between(), legend);
    }

    /** Where the rows held out were looked at on the way, the start is on the line of that. */
    private OptionalDouble ofStart() {
        return validations.isEmpty() ? heldOut.start : OptionalDouble.empty();
    }

    private String between() {
        return heldOut.end.isEmpty() || !validations.isEmpty()
                ? ""
                : Message.of(
                                " The rows held out are looked at %s alone; with {patience} they are at each step.",
                                ofStart().isPresent() ? "at both ends" : "at the end")
                        .under(naming);
    }

    /** @param values that the vertical axis holds */
    private Picture picture(String title, String name, double[] values) {
        return new Picture(title, Axis.fromZero("passes over the training rows", last()), Axis.around(name, values));
    }

    private double[] places() {
        return passes.stream().mapToDouble(PassReport::pass).toArray();
    }

    private double last() {
        return passes.get(passes.size() - 1).pass();
    }

    /** Some {@value #POINTS} of all, evenly, with the first and the last. */
    static <T> List<T> thinned(List<T> all) {
        int each = (all.size() + POINTS - 1) / POINTS;
        List<T> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % each == 0 || i == all.size() - 1) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }
}
