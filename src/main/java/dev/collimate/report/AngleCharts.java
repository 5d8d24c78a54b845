package dev.collimate.report;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.evaluation.AngleStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Distributions of angles by name, the one that counts last. */
final class AngleCharts {
    private static final int DEGREES = 180;
    private static final double STEP = 10;
    /** Further out lies less than the thickness of a line. */
    private static final double ALMOST_ALL = 0.999;

    private final List<Map.Entry<String, AngleStatistics>> predictors;
    private final String which;
    private final double until;

    AngleCharts(List<Map.Entry<String, AngleStatistics>> all) {
        this.predictors = shown(all);
        this.which = predictors.size() == all.size()
                ? ""
                : " Of " + all.size() + " the best of each kind and the last are drawn.";
        double furthest = predictors.stream()
                .mapToDouble(predictor -> predictor.getValue().percentileDegrees(ALMOST_ALL))
                .max()
                .orElse(DEGREES);
        // Where all weights are 0 there is no percentile.
        this.until = Double.isNaN(furthest) ? DEGREES : Math.min(DEGREES, STEP * Math.ceil(furthest / STEP));
    }

    /**
     * As many as there are styles of lines to tell them apart: of more, the last, which counts, and of the others those with
     * the smallest mean angle of their kind, the first word of their names, as far as there is room.
     */
    private static List<Map.Entry<String, AngleStatistics>> shown(List<Map.Entry<String, AngleStatistics>> all) {
        int most = LineStyle.values().length;
        if (all.size() <= most) {
            return all;
        }
        Map.Entry<String, AngleStatistics> last = all.get(all.size() - 1);
        Map<String, Map.Entry<String, AngleStatistics>> best = new LinkedHashMap<>();
        for (Map.Entry<String, AngleStatistics> predictor : all.subList(0, all.size() - 1)) {
            best.merge(predictor.getKey().split("[, ]", 2)[0], predictor, AngleCharts::nearer);
        }
        List<Map.Entry<String, AngleStatistics>> kept = new ArrayList<>(best.values());
        while (kept.size() > most - 1) {
            kept.remove(kept.stream()
                    .max(Comparator.comparingDouble(
                            predictor -> predictor.getValue().meanDegrees()))
                    .orElseThrow());
        }
        kept.add(last);
        return kept;
    }

    private static Map.Entry<String, AngleStatistics> nearer(
            Map.Entry<String, AngleStatistics> a, Map.Entry<String, AngleStatistics> b) {
        return Double.compare(b.getValue().meanDegrees(), a.getValue().meanDegrees()) < 0 ? b : a;
    }

    /** Both. */
    List<Chart> all() {
        return List.of(histogram(), cumulative());
    }

    private Chart histogram() {
        List<double[]> shares = predictors.stream()
                .map(predictor -> predictor.getValue().shares(DEGREES))
                .toList();
        double highest = shares.stream()
                .flatMapToDouble(Arrays::stream)
                .filter(share -> share > 0)
                .max()
                .orElse(1);
        Picture picture = new Picture(
                "How the angles are distributed",
                Axis.fromZero("angle between prediction and y, degrees", until),
                Axis.fromZero("percent of rows in a degree", 100 * highest));
        return chart(
                picture,
                "Percent of the rows in each degree.",
                shares.stream().map(AngleCharts::steps).toList());
    }

    private Chart cumulative() {
        Picture picture = new Picture(
                "How many rows are within an angle",
                Axis.fromZero("angle between prediction and y, degrees", until),
                Axis.fromZero("percent of rows within it", 100));
        return chart(
                picture,
                "Percent of the rows up to an angle; higher and further left is better.",
                predictors.stream()
                        .map(predictor -> sums(predictor.getValue().shares(DEGREES)))
                        .toList());
    }

    /** @param lines x and y of each */
    private Chart chart(Picture picture, String caption, List<double[][]> lines) {
        List<Chart.Entry> legend = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            LineStyle style = LineStyle.of(i, lines.size());
            picture.line(style, cut(lines.get(i)[0], lines.get(i)[0]), cut(lines.get(i)[0], lines.get(i)[1]));
            legend.add(new Chart.Entry(style, predictors.get(i).getKey()));
        }
        return new Chart(picture, caption + which, legend);
    }

    /** The values at places up to the end of the axis. */
    private double[] cut(double[] places, double[] values) {
        int count = (int) Arrays.stream(places).filter(place -> place <= until).count();
        return Arrays.copyOf(values, count);
    }

    private static double[][] steps(double[] shares) {
        double[][] line = new double[2][2 * DEGREES];
        for (int i = 0; i < DEGREES; i++) {
            line[0][2 * i] = i;
            line[0][2 * i + 1] = i + 1;
            line[1][2 * i] = 100 * shares[i];
            line[1][2 * i + 1] = 100 * shares[i];
        }
        return line;
    }

    private static double[][] sums(double[] shares) {
        double[][] line = new double[2][DEGREES + 1];
        for (int i = 0; i < DEGREES; i++) {
            line[0][i + 1] = i + 1;
            line[1][i + 1] = Math.min(100, line[1][i] + 100 * shares[i]);
        }
        return line;
    }
}
