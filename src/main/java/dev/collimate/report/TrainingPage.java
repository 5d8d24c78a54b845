package dev.collimate.report;

import dev.collimate.distributed.PassReport;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.SpreadSettings;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.loss.Losses;
import dev.collimate.map.VectorMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The page of a fit. */
public final class TrainingPage {
    private final String loss;
    private final VectorMap map;
    private final TrainingSummary summary;
    private final SpreadSettings spread;
    private final FitTrace trace;

    /**
     * @param loss its name
     * @param spread of the predictions of the fitted map
     */
    public TrainingPage(String loss, VectorMap map, TrainingSummary summary, SpreadSettings spread, FitTrace trace) {
        this.loss = loss;
        this.map = map;
        this.summary = summary;
        this.spread = spread;
        this.trace = trace;
    }

    public String html(RunFacts facts) {
        HtmlPage page = new HtmlPage("Collimate: train", verdict());
        Optional<AngleStatistics> heldOut = heldOut();
        heldOut.ifPresent(statistics -> candidates().writeTo(page, statistics.rows() + " rows held out"));
        summary.selection().ifPresent(selection -> SelectionTable.writeTo(page, selection));
        page.section("The fit").facts(fit());
        List<Chart> charts = new ArrayList<>(search());
        summary.ridge().filter(ridge -> !ridge.curve().isEmpty()).ifPresent(ridge -> charts.add(RidgeChart.of(ridge)));
        trace.spectrum().ifPresent(spectrum -> charts.add(DataCharts.spectrum(spectrum)));
        trace.pairs().ifPresent(pairs -> charts.add(DataCharts.lengths(pairs)));
        page.charts(charts);
        ReadingGuide.ofAngles(page);
        return page.section("This run").facts(facts.facts()).toHtml();
    }

    /** Of the passes on the way; those that follow a search are of other maps. */
    private List<Chart> search() {
        boolean other = other();
        int after = (spread.changes() ? 1 : 0) + (other ? 1 : 0);
        List<PassReport> all = trace.passes();
        List<PassReport> passes = all.subList(0, Math.max(0, all.size() - after));
        return passes.size() < 2
                ? List.of()
                : new SearchCharts(
                                passes,
                                trace.validations(),
                                heldOut()
                                        .filter(statistics -> after == 0)
                                        .map(statistics -> OptionalDouble.of(statistics.meanDegrees()))
                                        .orElse(OptionalDouble.empty()))
                        .all();
    }

    /** Whether the map is not the one that was fitted. */
    private boolean other() {
        return summary.selection().filter(selection -> !selection.choseFitted()).isPresent();
    }

    private String verdict() {
        Optional<AngleStatistics> heldOut = heldOut();
        String failure = summary.stopReason().failure() ? " The search could not go on; see why below." : "";
        if (heldOut.isEmpty()) {
            return String.format(
                            Locale.ROOT,
                            "On its training rows the map is %.2f° off on average; no rows were held out, so nothing tells how"
                                    + " it does on others.",
                            summary.finalPass().meanAngleDegrees())
                    + failure;
        }
        return String.format(
                        Locale.ROOT,
                        "On rows it has not seen the map is %.2f° off on average",
                        heldOut.get().meanDegrees())
                + beside()
                + failure;
    }

    private String beside() {
        Optional<Comparison> better = summary.betterBaseline(Losses.of(loss, 0));
        return better.map(comparison -> String.format(
                        Locale.ROOT,
                        "; %s does better with %.2f° and may serve instead.",
                        comparison.name(),
                        comparison.statistics().meanDegrees()))
                .or(() -> summary.selection()
                        .map(selection -> String.format(
                                Locale.ROOT,
                                "; it is %s, the best by %s of %d maps.",
                                selection.chosen(),
                                selection.measure(),
                                selection.candidates().size())))
                .orElseGet(this::others);
    }

    /** The best of what less work gives. */
    private String others() {
        return summary.comparisons().subList(0, summary.comparisons().size() - 1).stream()
                .min((a, b) -> Double.compare(
                        a.statistics().meanDegrees(), b.statistics().meanDegrees()))
                .map(best -> String.format(
                        Locale.ROOT, ", against %.2f° of %s.", best.statistics().meanDegrees(), best.name()))
                .orElse(".");
    }

    private Optional<AngleStatistics> heldOut() {
        List<Comparison> all = summary.comparisons();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1).statistics());
    }

    private Candidates candidates() {
        Candidates candidates = new Candidates();
        for (Comparison comparison : summary.comparisons()) {
            String solver = comparison.solver().isEmpty() ? "" : " (" + comparison.solver() + ")";
            candidates.add(comparison.name() + solver, comparison.statistics(), Integer.toString(comparison.passes()));
        }
        return candidates;
    }

    private Map<String, String> fit() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Map",
                String.format(
                        Locale.ROOT,
                        "%s, %d → %d, %,d parameters",
                        map.name(),
                        map.inputDim(),
                        map.outputDim(),
                        map.layout().size()));
        facts.put("Loss", loss);
        facts.put("Solver", summary.solver());
        facts.put(
                "Passes",
                summary.passes() + ", " + summary.iterations() + " steps"
                        + (summary.resumedFromPass().isPresent()
                                ? "; went on after pass "
                                        + summary.resumedFromPass().getAsInt()
                                : ""));
        summary.ridge()
                .ifPresent(ridge -> facts.put(
                        "Ridge",
                        String.format(
                                Locale.ROOT, "%.4g of the mean variance of the last hidden units", ridge.ridge())));
        if (spread.changes() && !other()) {
            facts.put("Spread", spread.amount() + ", scale " + spread.scale());
        }
        facts.put("Ended", summary.stopReason().sentence());
        facts.put(
                "Training rows",
                String.format(
                        Locale.ROOT,
                        "%,d; %,d left out",
                        summary.rows().accepted(),
                        summary.rows().rejected()));
        facts.put(
                "On them",
                String.format(
                        Locale.ROOT,
                        "loss %.6g, mean angle %.3f°",
                        summary.finalPass().loss(),
                        summary.finalPass().meanAngleDegrees()));
        facts.put("Seconds", String.format(Locale.ROOT, "%.1f", summary.seconds()));
        return facts;
    }
}
