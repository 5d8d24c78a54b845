package dev.collimate.report;

import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.fit.Comparison;
import dev.collimate.report.HtmlPage.Cell;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Angles of several ways to predict, one under the other, for a reader; the one that counts last. */
public final class AngleTable {
    private static final int LEAST_NAME_WIDTH = 32;

    private final List<Line> lines = new ArrayList<>();

    /** @param passes over the training data; empty where none are told */
    private record Line(String name, AngleStatistics statistics, String passes) {}

    /** With the passes over the training data. */
    static AngleTable of(List<Comparison> comparisons) {
        AngleTable table = new AngleTable();
        comparisons.forEach(comparison -> table.lines.add(
                new Line(comparison.label(), comparison.statistics(), Integer.toString(comparison.passes()))));
        return table;
    }

    AngleTable add(String name, AngleStatistics statistics) {
        lines.add(new Line(name, statistics, ""));
        return this;
    }

    public void print(PrintStream out, String title) {
        out.println(title);
        int width = lines.stream().mapToInt(line -> line.name().length()).reduce(LEAST_NAME_WIDTH, Math::max);
        print(out, width, "predicted by", "mean", "median", withPasses() ? "passes" : "");
        lines.forEach(line -> print(
                out,
                width,
                line.name(),
                number(line.statistics().meanDegrees()),
                number(line.statistics().percentileDegrees(0.5)),
                line.passes()));
    }

    private static void print(PrintStream out, int width, String... cells) {
        out.println(String.format("  %-" + width + "s %9s %9s %8s", (Object[]) cells)
                .stripTrailing());
    }

    /** The table, the measure of the last with its interval, and pictures. */
    void writeTo(HtmlPage page, String rows) {
        List<Cell> head = new ArrayList<>(List.of(
                Cell.text("predicted by"),
                Cell.number("mean"),
                Cell.number("median"),
                Cell.number("90 %"),
                Cell.number("within 30°")));
        if (withPasses()) {
            head.add(Cell.number("passes"));
        }
        page.section("Angles on " + rows)
                .paragraph(summary(lines.get(lines.size() - 1).statistics()))
                .table(
                        "Angles of all candidates",
                        head,
                        lines.stream().map(this::cells).toList())
                .charts(new AngleCharts(lines.stream()
                                .map(line -> Map.entry(line.name(), line.statistics()))
                                .toList())
                        .all());
    }

    private List<Cell> cells(Line line) {
        AngleStatistics statistics = line.statistics();
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.text(line.name()),
                Cell.number(degrees(statistics.meanDegrees())),
                Cell.number(degrees(statistics.percentileDegrees(0.5))),
                Cell.number(degrees(statistics.percentileDegrees(0.9))),
                Cell.number(within30(statistics))));
        if (withPasses()) {
            cells.add(Cell.number(line.passes()));
        }
        return cells;
    }

    private boolean withPasses() {
        return lines.stream().anyMatch(line -> !line.passes().isEmpty());
    }

    private static String summary(AngleStatistics statistics) {
        double margin = statistics.meanMarginDegrees();
        return String.format(
                Locale.ROOT,
                "The mean angle is %s%s, the median %s; the mean cosine is %.5f.%s",
                degrees(statistics.meanDegrees()),
                Double.isNaN(margin)
                        ? String.format(Locale.ROOT, " over %,d rows", statistics.rows())
                        : String.format(
                                Locale.ROOT, " ± %.3f° (95 %% interval over %,d rows)", margin, statistics.rows()),
                degrees(statistics.percentileDegrees(0.5)),
                statistics.meanCosine(),
                withoutInterval(statistics));
    }

    private static String withoutInterval(AngleStatistics statistics) {
        if (statistics.isWeighted()) {
            return " Rows count by their weight, which leaves no interval to tell.";
        }
        return statistics.rows() < 2 ? " One row leaves no interval to tell." : "";
    }

    /** The mean angle of a verdict, with the half of its interval where there is one. */
    static String verdict(AngleStatistics statistics) {
        double margin = statistics.meanMarginDegrees();
        String mean = String.format(Locale.ROOT, "%.2f°", statistics.meanDegrees());
        return Double.isNaN(margin) ? mean : mean + String.format(Locale.ROOT, " ± %.2f°", margin);
    }

    static String degrees(double value) {
        return number(value) + "°";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
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
