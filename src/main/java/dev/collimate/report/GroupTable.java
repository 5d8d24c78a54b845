package dev.collimate.report;

import dev.collimate.evaluation.GroupAngle;
import dev.collimate.report.HtmlPage.Cell;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Groups of rows by their mean angle, the worst first: printed, in a result and on a page. */
public final class GroupTable {
    private static final String LINE = "  %-32s %9s %9s%n";

    private static final int MOST_OF_A_NAME = 80;

    private final List<GroupAngle> groups;
    private final String rows;

    /**
     * @param groups the worst first
     * @param rows which ones they are of, in words
     */
    public GroupTable(List<GroupAngle> groups, String rows) {
        this.groups = groups;
        this.rows = rows;
    }

    public void print(PrintStream out) {
        out.println("Worst groups of " + rows + ", in degrees:");
        out.printf(LINE, "group", "mean", "rows");
        groups.forEach(group -> out.printf(
                Locale.ROOT,
                LINE,
                shown(group.name()),
                String.format(Locale.ROOT, "%.3f", group.meanDegrees()),
                group.rows()));
    }

    /** Adds them to a result. */
    public void put(Result result) {
        result.put(
                "groups",
                groups.stream()
                        .map(group -> new Result()
                                .put("name", group.name())
                                .put("rows", group.rows())
                                .put("meanAngleDegrees", group.meanDegrees()))
                        .toList());
    }

    void writeTo(HtmlPage page) {
        page.section("Worst groups")
                .paragraph("Groups of " + rows + " by their mean angle, the worst first; rows count as they do above."
                        + " Few rows make extreme means by chance. What searches find for each group is told by the"
                        + " command retrieval, with the same option.")
                .table(
                        "Worst groups",
                        List.of(Cell.text("group"), Cell.number("rows"), Cell.number("mean angle")),
                        groups.stream().map(GroupTable::cells).toList());
    }

    private static List<Cell> cells(GroupAngle group) {
        return List.of(
                Cell.text(shown(group.name())),
                Cell.number(String.format(Locale.ROOT, "%,d", group.rows())),
                Cell.number(AngleTable.degrees(group.meanDegrees())));
    }

    /** A name is data, and content of rows: it must neither move the cursor nor start a line, nor be long. */
    static String shown(String name) {
        return HtmlPage.cut(name, MOST_OF_A_NAME).replaceAll("\\p{Cc}", "\uFFFD");
    }
}
