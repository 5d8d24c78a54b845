package dev.collimate.report;

import dev.collimate.evaluation.AngleStatistics;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Mean and median angles of several ways to predict, one under the other, for a reader. */
public final class AngleTable {
    private static final String LINE = "  %-32s %9s %9s %8s";

    private final List<String> lines = new ArrayList<>();

    public AngleTable(String title) {
        lines.add(title);
        lines.add(String.format(LINE, "predicted by", "mean", "median", ""));
    }

    /** With a column of passes over the training data. */
    public static AngleTable withPasses(String title) {
        AngleTable table = new AngleTable(title);
        table.lines.set(1, String.format(LINE, "predicted by", "mean", "median", "passes"));
        return table;
    }

    public AngleTable add(String name, AngleStatistics statistics) {
        return add(name, statistics, "");
    }

    public AngleTable add(String name, AngleStatistics statistics, int passes) {
        return add(name, statistics, Integer.toString(passes));
    }

    private AngleTable add(String name, AngleStatistics statistics, String passes) {
        lines.add(String.format(
                LINE, name, degrees(statistics.meanDegrees()), degrees(statistics.percentileDegrees(0.5)), passes));
        return this;
    }

    public void print(PrintStream out) {
        lines.forEach(line -> out.println(line.stripTrailing()));
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
