package dev.collimate.report;

import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Predictors beside each other on a page, by name, the one that counts last. */
final class Candidates {
    private final List<Map.Entry<String, AngleStatistics>> predictors = new ArrayList<>();
    private final List<String> passes = new ArrayList<>();

    void add(String name, AngleStatistics statistics, String passesTaken) {
        predictors.add(Map.entry(name, statistics));
        passes.add(passesTaken);
    }

    AngleStatistics last() {
        return predictors.get(predictors.size() - 1).getValue();
    }

    /** The table, the measure of the last with its interval, and pictures. */
    void writeTo(HtmlPage page, String rows) {
        boolean withPasses = passes.stream().anyMatch(taken -> !taken.isEmpty());
        List<Cell> head = new ArrayList<>(List.of(
                Cell.text("predicted by"),
                Cell.number("mean"),
                Cell.number("median"),
                Cell.number("90 %"),
                Cell.number("within 30°")));
        List<List<Cell>> lines = new ArrayList<>();
        for (int i = 0; i < predictors.size(); i++) {
            AngleStatistics statistics = predictors.get(i).getValue();
            List<Cell> line = new ArrayList<>(List.of(
                    Cell.text(predictors.get(i).getKey()),
                    Cell.number(degrees(statistics.meanDegrees())),
                    Cell.number(degrees(statistics.percentileDegrees(0.5))),
                    Cell.number(degrees(statistics.percentileDegrees(0.9))),
                    Cell.number(within30(statistics))));
            if (withPasses) {
                line.add(Cell.number(passes.get(i)));
            }
            lines.add(line);
        }
        if (withPasses) {
            head.add(Cell.number("passes"));
        }
        page.section("Angles on " + rows)
                .paragraph(interval(last()))
                .table("Angles of all candidates", head, lines)
                .charts(new AngleCharts(predictors).all());
    }

    /** The mean angle in words, with its interval. */
    static String interval(AngleStatistics statistics) {
        return String.format(
                Locale.ROOT,
                "The mean angle is %.3f° ± %.3f° (95 %% interval over %,d rows), the median %.3f°; the mean cosine is %.5f.",
                statistics.meanDegrees(),
                statistics.meanMarginDegrees(),
                statistics.rows(),
                statistics.percentileDegrees(0.5),
                statistics.meanCosine());
    }

    static String degrees(double value) {
        return String.format(Locale.ROOT, "%.3f°", value);
    }

    private static String within30(AngleStatistics statistics) {
        double[] degrees = statistics.withinDegrees();
        for (int i = 0; i < degrees.length; i++) {
            if (degrees[i] == 30) {
                return String.format(Locale.ROOT, "%.1f %%", 100 * statistics.shareWithin(i));
            }
        }
        return "";
    }
}
