package dev.collimate.figures;

import dev.collimate.figures.LossRuns.End;
import dev.collimate.optim.StopRule;
import java.util.List;
import java.util.Locale;

/** What the page "Which loss?" shows by running. */
final class WhichLossReport {
    /** What is added to W x, as a share of its length. */
    static final double NOISE = 0.2;

    static final int STEPS = 100;
    static final int LONG = 400;
    static final double TOLERANCE = 1e-3;
    private static final List<String> TWINS = List.of("cosine", "negative-cosine");

    private final LossRuns noisy = new LossRuns(NOISE);
    private final LossRuns exact = new LossRuns(0);
    private final StringBuilder text = new StringBuilder();

    private WhichLossReport() {}

    static String run() {
        WhichLossReport report = new WhichLossReport();
        report.sameSteps();
        report.otherStops();
        report.lineSearches();
        report.goals();
        return report.text.toString();
    }

    private void sameSteps() {
        line("**The same steps**: gradient descent, %d steps of constant size.", STEPS);
        table("loss", "value", "mean angle", "SHA-256 of the parameters");
        for (String loss : TWINS) {
            End end = noisy.descend(loss, LossRuns.start(), StopRule.maxIter(STEPS));
            line("| `%s` | %.6f | %.4f° | `%s` |", loss, end.value(), end.meanDegrees(), end.digest());
        }
    }

    private void otherStops() {
        line("%n**Other stops**: the same, until a step changes the value by less than %s of it.", TOLERANCE);
        table("loss", "steps", "mean angle");
        for (String loss : TWINS) {
            End end = noisy.descend(loss, LossRuns.start(), StopRule.relativeTolerance(TOLERANCE));
            line("| `%s` | %d | %.4f° |", loss, end.result().iterations(), end.meanDegrees());
        }
    }

    private void lineSearches() {
        line(
                "%n**The same reach of a line search**: L-BFGS without noise, until neither values nor slopes tell steps apart.");
        table("loss", "steps", "value", "mean angle");
        for (String loss : TWINS) {
            End end = exact.searchLines(loss, LossRuns.start());
            line("| `%s` | %d | %.1e | %.1e° |", loss, end.result().iterations(), end.value(), end.meanDegrees());
        }
    }

    private void goals() {
        line(
                "%n**Other goals**: mean angle after %d steps of gradient descent, from a start and from its opposite.",
                LONG);
        table("loss", "start", "opposite start");
        for (String loss : List.of("cosine", "angle", "squared-angle", "axial", "absolute-cosine")) {
            End end = noisy.descend(loss, LossRuns.start(), StopRule.maxIter(LONG));
            End opposite = noisy.descend(loss, LossRuns.oppositeStart(), StopRule.maxIter(LONG));
            line("| `%s` | %.1f° | %.1f° |", loss, end.meanDegrees(), opposite.meanDegrees());
        }
    }

    private void table(String... columns) {
        line("%n| %s |", String.join(" | ", columns));
        line("|%s", " --- |".repeat(columns.length));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format + "%n", values).replace("\r\n", "\n"));
    }
}
