package dev.collimate.report;

import dev.collimate.evaluation.Interval;
import dev.collimate.fit.Selection;
import dev.collimate.report.HtmlPage.Cell;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The maps that one was chosen from, on a page. */
final class SelectionTable {
    private SelectionTable() {}

    static void writeTo(HtmlPage page, Selection selection) {
        page.section("What was chosen")
                .paragraph(selection
                        .mapped()
                        .map(side -> String.format(
                                Locale.ROOT,
                                "By %s of %,d queries among the rows held out, %s mapped: %s.",
                                selection.measure(),
                                selection.queries(),
                                side,
                                selection.chosen()))
                        .orElseGet(() -> "By the mean angle on the rows held out: " + selection.chosen() + "."))
                .table(
                        "Maps to choose from",
                        List.of(Cell.text("map"), Cell.number(selection.measure()), Cell.number("95 % interval")),
                        selection.candidates().stream()
                                .map(candidate -> row(candidate, selection))
                                .toList());
    }

    private static List<Cell> row(Selection.Candidate candidate, Selection selection) {
        Interval value = candidate.value();
        DoubleFunction<String> number = selection.mapped().isPresent()
                ? measure -> String.format(Locale.ROOT, "%.4f", measure)
                : AngleTable::degrees;
        // Angles of weighted rows have no interval, nor has the angle of one row.
        String interval =
                Double.isNaN(value.low()) ? "–" : number.apply(value.low()) + "–" + number.apply(value.high());
        return List.of(Cell.text(candidate.name()), Cell.number(number.apply(value.value())), Cell.number(interval));
    }
}
