package dev.collimate.report;

import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.fit.Comparison;
import java.util.Locale;
import java.util.Optional;

/** Measured predictions: a table, and a page. */
public final class EvaluationPage {
    private final AngleStatistics predictions;
    private final AngleStatistics meanVector;
    private final Optional<AngleStatistics> identity;
    private final String name;
    private final Optional<GroupTable> groups;

    /**
     * @param name of what predicts
     * @param identity empty where features and actuals differ in length
     * @param groups of rows; empty where none were asked for
     */
    public EvaluationPage(
            String name,
            AngleStatistics predictions,
            AngleStatistics meanVector,
            Optional<AngleStatistics> identity,
            Optional<GroupTable> groups) {
        this.name = name;
        this.predictions = predictions;
        this.meanVector = meanVector;
        this.identity = identity;
        this.groups = groups;
    }

    /** Of the predictions and what they are to be compared with. */
    public AngleTable table() {
        AngleTable table = new AngleTable();
        identity.ifPresent(statistics -> table.add(Comparison.IDENTITY, statistics));
        return table.add(Comparison.MEAN_VECTOR, meanVector).add(name, predictions);
    }

    public String html(RunFacts facts) {
        HtmlPage page = new HtmlPage("Collimate: evaluate", verdict());
        table().writeTo(page, String.format(Locale.ROOT, "%,d rows", predictions.rows()));
        groups.ifPresent(table -> table.writeTo(page));
        ReadingGuide.ofAngles(page);
        return page.section("This run").facts(facts.facts()).toHtml();
    }

    private String verdict() {
        double beside = identity.map(AngleStatistics::meanDegrees)
                .map(degrees -> Math.min(degrees, meanVector.meanDegrees()))
                .orElse(meanVector.meanDegrees());
        return String.format(
                Locale.ROOT,
                predictions.meanDegrees() < beside
                        ? "Predictions are %s off on average, against %.2f° without a map."
                        : "Predictions are %s off on average, no better than %.2f° without a map.",
                AngleTable.verdict(predictions),
                beside);
    }
}
