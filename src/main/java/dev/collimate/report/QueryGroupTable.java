package dev.collimate.report;

import dev.collimate.evaluation.GroupAngle;
import dev.collimate.evaluation.QueryGroup;
import dev.collimate.report.HtmlPage.Cell;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Groups of queries by what is found for them, the worst first: printed, in a result and on a page. */
public final class QueryGroupTable {
    private static final String LINE = "  %-32s %9s %10s %17s %9s %12s%n";

    private final String measure;
    private final List<QueryGroup> groups;
    private final Map<String, GroupAngle> angles;

    /**
     * @param measure that the groups are ordered by
     * @param groups the worst first
     * @param angles of the rows of the input, by group; a group may have none
     */
    public QueryGroupTable(String measure, List<QueryGroup> groups, Map<String, GroupAngle> angles) {
        this.measure = measure;
        this.groups = List.copyOf(groups);
        this.angles = Map.copyOf(angles);
    }

    public void print(PrintStream out) {
        out.println("Worst groups of queries:");
        out.printf(LINE, "group", "queries", measure, "interval", "rows", "mean angle");
        for (QueryGroup group : groups) {
            Optional<GroupAngle> angle = angle(group);
            out.printf(
                    LINE,
                    GroupTable.shown(group.name()),
                    group.queries(),
                    number("%.4f", group.found().value()),
                    Double.isNaN(group.found().low())
                            ? "–"
                            : number("%.4f–", group.found().low())
                                    + number("%.4f", group.found().high()),
                    angle.map(GroupAngle::rows).map(String::valueOf).orElse(""),
                    angle.map(GroupAngle::meanDegrees)
                            .map(mean -> number("%.3f", mean))
                            .orElse(""));
        }
    }

    /** Adds them to a result. */
    public void put(Result result) {
        result.put("groups", groups.stream().map(this::result).toList());
    }

    private Result result(QueryGroup group) {
        Result result = new Result()
                .put("name", group.name())
                .put("queries", group.queries())
                .put(measure, Intervals.result(group.found()));
        angle(group).ifPresent(angle -> result.put("rows", angle.rows()).put("meanAngleDegrees", angle.meanDegrees()));
        return result;
    }

    void writeTo(HtmlPage page) {
        page.section("Worst groups")
                .paragraph(
                        "Groups of queries by " + measure + ", the worst first, with the 95 % interval; rows and mean"
                                + " angle are of all rows of the input. Few queries make extreme means by chance.")
                .table(
                        "Worst groups",
                        List.of(
                                Cell.text("group"),
                                Cell.number("queries"),
                                Cell.number(measure),
                                Cell.number("rows"),
                                Cell.number("mean angle")),
                        groups.stream().map(this::cells).toList());
    }

    private List<Cell> cells(QueryGroup group) {
        Optional<GroupAngle> angle = angle(group);
        return List.of(
                Cell.text(GroupTable.shown(group.name())),
                Cell.number(String.format(Locale.ROOT, "%,d", group.queries())),
                Cell.number(Intervals.text(group.found())),
                Cell.number(angle.map(known -> String.format(Locale.ROOT, "%,d", known.rows()))
                        .orElse("")),
                Cell.number(angle.map(known -> AngleTable.degrees(known.meanDegrees()))
                        .orElse("")));
    }

    private Optional<GroupAngle> angle(QueryGroup group) {
        return Optional.ofNullable(angles.get(group.name()));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
