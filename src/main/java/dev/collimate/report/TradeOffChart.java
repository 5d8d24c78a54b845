package dev.collimate.report;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What maps to choose from give away in angle for what searches find. */
final class TradeOffChart {
    /** Of the smallest mean angle: maps without a spread that are further off are told of in words. */
    private static final double MOST_TIMES_THE_LEAST = 1.25;

    /** One style of lines is for the chosen map. */
    private static final int MOST = LineStyle.values().length - 1;

    private TradeOffChart() {}

    /** A map, by its mean angle in degrees and by the measure; its spread is 0 where it has none. */
    private record Place(String name, double spread, double angle, double value) {
        String sentence() {
            return String.format(Locale.ROOT, "%s (%.2f°, %.4f)", name, angle, value);
        }
    }

    /**
     * Empty unless a search chose among maps whose angles are all known.
     *
     * @param comparisons of the candidates, by their names, among others
     */
    static Optional<Chart> of(Selection selection, List<Comparison> comparisons) {
        boolean known = selection.searched().isPresent()
                && selection.candidates().stream()
                        .allMatch(candidate -> candidate.solved().isPresent()
                                && angle(candidate.name(), comparisons).isPresent());
        return known ? Optional.of(chart(selection, comparisons)) : Optional.empty();
    }

    private static Optional<Double> angle(String name, List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(comparison -> comparison.name().equals(name))
                .map(comparison -> comparison.statistics().meanDegrees())
                .findFirst();
    }

    /** Each map with its spreads, which follow it. */
    private static List<List<Place>> groups(Selection selection, List<Comparison> comparisons) {
        List<List<Place>> groups = new ArrayList<>();
        for (Selection.Candidate candidate : selection.candidates()) {
            Optional<Double> spread = candidate.solved().orElseThrow().spread();
            if (spread.isEmpty()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1)
                    .add(new Place(
                            candidate.name(),
                            spread.orElse(0.0),
                            angle(candidate.name(), comparisons).orElseThrow(),
                            candidate.value().value()));
        }
        return groups;
    }

    private static Chart chart(Selection selection, List<Comparison> comparisons) {
        List<List<Place>> groups = groups(selection, comparisons);
        double least =
                groups.stream().mapToDouble(group -> group.get(0).angle()).min().orElseThrow();
        List<List<Place>> shown = new ArrayList<>(groups.stream()
                .filter(group ->
                        group.get(0).angle() <= MOST_TIMES_THE_LEAST * least || holds(group, selection.chosen()))
                .toList());
        while (shown.size() > MOST) {
            shown.remove(shown.stream()
                    .filter(group -> !holds(group, selection.chosen()))
                    .max(Comparator.comparingDouble(group -> group.get(0).angle()))
                    .orElseThrow());
        }
        List<Place> places = shown.stream().flatMap(List::stream).toList();
        Picture picture = new Picture(
                "What a smaller angle gives to searches",
                Axis.around("mean angle, degrees", values(places, Place::angle)),
                Axis.around(selection.measure(), values(places, Place::value)));
        List<Chart.Entry> legend = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            List<Place> group = shown.get(i);
            LineStyle style = LineStyle.of(i, shown.size() + 1);
            picture.points(style, values(group, Place::angle), values(group, Place::value));
            for (Place place : group.size() > 1 ? group : List.<Place>of()) {
                String spread = place.spread() == 0 ? "0" : Double.toString(place.spread());
                picture.note(style, spread, place.angle(), place.value());
            }
            legend.add(new Chart.Entry(style, group.get(0).name()));
        }
        List<Place> chosen = places.stream()
                .filter(place -> place.name().equals(selection.chosen()))
                .toList();
        picture.points(LineStyle.BLACK, values(chosen, Place::angle), values(chosen, Place::value));
        legend.add(new Chart.Entry(LineStyle.BLACK, "chosen: " + selection.chosen()));
        return new Chart(picture, caption(selection, groups, shown), legend);
    }

    private static boolean holds(List<Place> group, String name) {
        return group.stream().anyMatch(place -> place.name().equals(name));
    }

    private static String caption(Selection selection, List<List<Place>> groups, List<List<Place>> shown) {
        String beyond = groups.stream()
                .filter(group -> !shown.contains(group))
                .flatMap(List::stream)
                .map(Place::sentence)
                .collect(Collectors.joining("; "));
        return "Mean angle and " + selection.measure() + " on the rows held out, "
                + selection.searched().orElseThrow().mapped()
                + " mapped."
                + (shown.stream().anyMatch(group -> group.size() > 1)
                        ? " A line joins a map with its spreads; numbers tell the spread, 0 for none."
                        : "")
                + (beyond.isEmpty() ? "" : " Further off: " + beyond + ".");
    }

    private static double[] values(List<Place> places, ToDoubleFunction<Place> value) {
        return places.stream().mapToDouble(value).toArray();
    }
}
