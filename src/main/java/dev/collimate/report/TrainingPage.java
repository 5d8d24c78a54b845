package dev.collimate.report;

import dev.collimate.data.RowChecks;
import dev.collimate.distributed.PassReport;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.Interval;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.FitSettings;
import dev.collimate.fit.Solvers;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.map.VectorMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The page of a fit. */
public final class TrainingPage {
    private final VectorMap map;
    private final TrainingSummary summary;
    private final FitSettings settings;
    private final FitTrace trace;
    private final Optional<GroupTable> groups;
    private final UnaryOperator<String> naming;

    /**
     * @param settings of the fit
     * @param groups of the rows held out; empty where none were asked for
     * @param naming the names that parameters have where this is read
     */
    public TrainingPage(
            FitSettings settings,
            VectorMap map,
            TrainingSummary summary,
            FitTrace trace,
            Optional<GroupTable> groups,
            UnaryOperator<String> naming) {
        this.groups = groups;
        this.map = map;
        this.summary = summary;
        this.settings = settings;
        this.trace = trace;
        this.naming = naming;
    }

    public String html(RunFacts facts) {
        HtmlPage page = new HtmlPage("Collimate: train", verdict());
        Optional<AngleStatistics> heldOut = heldOut();
        heldOut.ifPresent(
                statistics -> AngleTable.of(summary.comparisons()).writeTo(page, statistics.rows() + " rows held out"));
        groups.ifPresent(table -> table.writeTo(page));
        summary.selection().ifPresent(selection -> SelectionTable.writeTo(page, selection));
        page.section("The fit").facts(fit());
        List<Chart> charts = new ArrayList<>(search());
        if (other() && !charts.isEmpty()) {
            page.paragraph("The pictures of passes are of the fitted map, which was not chosen.");
        }
        summary.selection()
                .flatMap(selection -> TradeOffChart.of(selection, summary.comparisons()))
                .ifPresent(charts::add);
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
        int after = (settings.spread().changes() ? 1 : 0) + (other ? 1 : 0);
        List<PassReport> all = trace.passes();
        List<PassReport> passes = all.subList(0, Math.max(0, all.size() - after));
        return passes.size() < 2
                ? List.of()
                : new SearchCharts(
                                passes,
                                trace.validations(),
                                after == 0
                                        ? new SearchCharts.HeldOut(degrees(start()), degrees(heldOut()))
                                        : SearchCharts.HeldOut.NONE,
                                naming)
                        .all();
    }

    private static OptionalDouble degrees(Optional<AngleStatistics> statistics) {
        return statistics.map(known -> OptionalDouble.of(known.meanDegrees())).orElse(OptionalDouble.empty());
    }

    /** On the rows held out, where the search started from what is compared with it. */
    private Optional<AngleStatistics> start() {
        boolean plain = map.name().equals(LinearMap.NAME)
                && settings.map().fitIntercept()
                && settings.search().regParam() == 0
                && summary.rank().isPresent()
                && summary.ridge().isEmpty()
                && summary.resumedFromPass().isEmpty();
        return summary.comparisons().stream()
                .filter(comparison -> plain && comparison.name().equals(Comparison.LEAST_SQUARES))
                .map(Comparison::statistics)
                .findFirst();
    }

    /** Whether the map is not the one that was fitted. */
    private boolean other() {
        return !settings.map().leavesMapOpen()
                && summary.selection()
                        .filter(selection -> !selection.choseFitted())
                        .isPresent();
    }

    private String verdict() {
        Optional<AngleStatistics> heldOut = heldOut();
        String failure =
                summary.stopReason().failure() && !other() ? " The search could not go on; see why below." : "";
        if (heldOut.isEmpty()) {
            return String.format(
                            Locale.ROOT,
                            "On its training rows the map is %.2f° off on average; no rows were held out, so nothing tells how"
                                    + " it does on others.",
                            summary.finalPass().meanAngleDegrees())
                    + failure;
        }
        return rowsHeldOut() + found() + " the map is " + AngleTable.verdict(heldOut.get()) + " off on average"
                + beside() + failure;
    }

    /** The measure of searches that chose the map, of which its angle says little. */
    private String found() {
        return summary.selection()
                .filter(selection -> selection.searched().isPresent())
                .map(selection -> {
                    Interval value = selection.chosenCandidate().value();
                    return String.format(
                            Locale.ROOT,
                            " %s is %.4f (95 %% interval %.4f to %.4f, %s mapped) and",
                            selection.measure(),
                            value.value(),
                            value.low(),
                            value.high(),
                            selection.searched().orElseThrow().mapped());
                })
                .orElse("");
    }

    /** Rows held out that had a say in the parameters flatter the map. */
    private String rowsHeldOut() {
        if (summary.selection().isPresent()) {
            return "On the rows held out, which also chose it,";
        }
        boolean chose = settings.validation().patience().isPresent()
                && !summary.solver().equals(Solvers.CLOSED_FORM);
        return chose ? "On the rows held out, which also chose its step," : "On rows it has not seen";
    }

    private String beside() {
        Optional<Comparison> better = summary.betterBaseline(settings.loss());
        return better.map(comparison -> String.format(
                        Locale.ROOT,
                        "; %s does better with %.2f° and may serve instead.",
                        comparison.name(),
                        comparison.statistics().meanDegrees()))
                .or(() -> summary.selection()
                        .map(selection -> String.format(
                                Locale.ROOT,
                                "; it is %s, %s of %d maps.",
                                selection.chosen(),
                                selection.rule(),
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

    private Map<String, String> fit() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Map", shape());
        facts.put("Loss", settings.loss().name());
        facts.put("Solver", summary.solver());
        // Another map that was chosen took none of the search's steps.
        String whose = other() ? "of the fitted map: " : "";
        facts.put("Passes", whose + passes());
        summary.ridge()
                .ifPresent(ridge -> facts.put(
                        "Ridge",
                        String.format(Locale.ROOT, "%.4g of the mean variance of what it weighs", ridge.ridge())));
        summary.spread().ifPresent(spread -> facts.put("Spread", spread.amount() + ", scale " + spread.scale()));
        facts.put("Ended", whose + summary.stopReason().sentence());
        RowChecks rows = summary.rows();
        facts.put("Training rows", String.format(Locale.ROOT, "%,d; %,d left out", rows.accepted(), rows.rejected()));
        PassReport last = summary.finalPass();
        facts.put(
                "On them",
                String.format(Locale.ROOT, "loss %.6g, mean angle %.3f°", last.loss(), last.meanAngleDegrees()));
        facts.put("Seconds", String.format(Locale.ROOT, "%.1f", summary.seconds()));
        return facts;
    }

    private String shape() {
        return String.format(
                Locale.ROOT,
                "%s, %d → %d, %,d parameters",
                map.name(),
                map.inputDim(),
                map.outputDim(),
                map.layout().size());
    }

    private String passes() {
        OptionalInt resumed = summary.resumedFromPass();
        return summary.passes() + ", " + summary.iterations() + " steps"
                + (resumed.isPresent() ? "; went on after pass " + resumed.getAsInt() : "");
    }
}
