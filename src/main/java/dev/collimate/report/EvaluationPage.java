package dev.collimate.report;

import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.report.HtmlPage.Cell;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page of measured predictions. */
public final class EvaluationPage {
    private final AngleStatistics predictions;
    private final AngleStatistics meanVector;
    private final Optional<AngleStatistics> identity;
    private final String name;
    private final List<GroupAngle> worst;

    /**
     * @param identity empty where features and actuals differ in length
     * @param name of what predicts
     * @param worst groups of rows, the worst first; empty where none were asked for
     */
    public EvaluationPage(
            String name,
            AngleStatistics predictions,
            AngleStatistics meanVector,
            Optional<AngleStatistics> identity,
            List<GroupAngle> worst) {
        this.name = name;
        this.predictions = predictions;
        this.meanVector = meanVector;
        this.identity = identity;
        this.worst = worst;
    }

    public String html(RunFacts facts) {
        HtmlPage page = new HtmlPage("Collimate: evaluate", verdict());
        Candidates candidates = new Candidates();
        identity.ifPresent(statistics -> candidates.add("identity", statistics, ""));
        candidates.add("mean vector", meanVector, "");
        candidates.add(name, predictions, "");
        candidates.writeTo(page, String.format(Locale.ROOT, "%,d rows", predictions.rows()));
        if (!worst.isEmpty()) {
            page.section("Worst groups")
                    .paragraph(
                            "Groups of rows by their mean angle, the worst first. Few rows make extreme means by chance.")
                    .table(
                            "Worst groups",
                            List.of(Cell.text("group"), Cell.number("rows"), Cell.number("mean angle")),
                            worst.stream()
                                    .map(group -> List.of(
                                            Cell.text(group.group()),
                                            Cell.number(String.format(Locale.ROOT, "%,d", group.rows())),
                                            Cell.number(Candidates.degrees(group.meanDegrees()))))
                                    .toList());
        }
        ReadingGuide.ofAngles(page);
        return page.section("This run").facts(facts.facts()).toHtml();
    }

    private String verdict() {
        double beside = identity.map(AngleStatistics::meanDegrees)
                .map(degrees -> Math.min(degrees, meanVector.meanDegrees()))
                .orElse(meanVector.meanDegrees());
        double own = predictions.meanDegrees();
        return String.format(
                Locale.ROOT,
                own < beside
                        ? "Predictions are %.2f° off on average, against %.2f° without a map."
                        : "Predictions are %.2f° off on average, no better than %.2f° without a map.",
                own,
                beside);
    }
}
