package dev.collimate.report;

import dev.collimate.evaluation.Interval;
import dev.collimate.fit.Selection;
import dev.collimate.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The maps that one was chosen from, on a page. */
final class SelectionTable {
    private SelectionTable() {}

    static void writeTo(HtmlPage page, Selection selection) {
        page.section("What was chosen")
                .paragraph(selection
                        .searched()
                        .map(searched -> String.format(
                                Locale.ROOT,
                                "By %s of %,d queries among the rows held out, in %,d documents of which %,d trained the maps,"
                                        + " %s mapped: %s.",
                                selection.measure(),
                                searched.queries(),
                                searched.documents(),
                                searched.trained(),
                                searched.mapped(),
                                selection.chosen()))
                        .orElseGet(() -> "By the mean angle on the rows held out: " + selection.chosen() + ", "
                                + selection.rule() + "."))
                .table(
                        "Maps to choose from",
                        head(selection),
                        selection.candidates().stream()
                                .map(candidate -> row(candidate, selection))
                                .toList());
    }

    private static List<Cell> head(Selection selection) {
        List<Cell> head = new ArrayList<>(
                List.of(Cell.text("map"), Cell.number(selection.measure()), Cell.number("95 % interval")));
        if (selection.candidates().stream()
                .anyMatch(candidate -> candidate.solved().isPresent())) {
            head.add(Cell.number("parameters"));
            head.add(Cell.number("behind the smallest angle"));
        }
        return head;
    }

    private static List<Cell> row(Selection.Candidate candidate, Selection selection) {
        Interval value = candidate.value();
        DoubleFunction<String> number = selection.searched().isPresent()
                ? measure -> String.format(Locale.ROOT, "%.4f", measure)
                : AngleTable::degrees;
        // Angles of weighted rows have no interval, nor has the angle of one row.
        String interval =
                Double.isNaN(value.low()) ? "–" : number.apply(value.low()) + "–" + number.apply(value.high());
        List<Cell> cells = new ArrayList<>(
                List.of(Cell.text(candidate.name()), Cell.number(number.apply(value.value())), Cell.number(interval)));
        candidate.solved().ifPresent(solved -> {
            cells.add(Cell.number(String.format(Locale.ROOT, "%,d", solved.parameters())));
            cells.add(Cell.number(
                    AngleTable.degrees(solved.behind()) + " ± " + AngleTable.degrees(solved.standardError())));
        });
        return cells;
    }
}
