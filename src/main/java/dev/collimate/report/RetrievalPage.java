package dev.collimate.report;

import dev.collimate.data.Message;
import dev.collimate.evaluation.Interval;
import dev.collimate.evaluation.RetrievalMeasures;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.evaluation.RetrievalSummary.Search;
import dev.collimate.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The page of what searches find. */
public final class RetrievalPage {
    private final RetrievalReport report;
    private final RetrievalSummary summary;
    private final Optional<String> shortfall;
    private final Optional<QueryGroupTable> groups;
    private final UnaryOperator<String> naming;

    /**
     * @param shortfall a sentence on measures that do not reach what they must; empty where all do
     * @param naming the names that parameters have where this is read
     */
    public RetrievalPage(
            RetrievalReport report,
            Optional<String> shortfall,
            Optional<QueryGroupTable> groups,
            UnaryOperator<String> naming) {
        this.naming = naming;
        this.report = report;
        this.summary = report.summary();
        this.shortfall = shortfall;
        this.groups = groups;
    }

    public String html(RunFacts facts) {
        HtmlPage page = new HtmlPage("Collimate: retrieval", verdict());
        page.section("Measures").paragraph(report.scope() + ". Below each value is its 95 % interval.");
        table(page, "What is found", search -> Optional.of(search.values()));
        report.setting().leftOut().forEach(page::paragraph);
        if (report.setting().judged().isPresent()) {
            page.paragraph(
                    Message.of("{minRecall} and {min} are compared with the measure itself, not with its share of the"
                                    + " ceiling.")
                            .under(naming));
        }
        if (report.setting().ks().size() > 1) {
            page.charts(List.of(recall()));
        }
        if (summary.searches().stream().anyMatch(search -> search.shares().isPresent())) {
            page.section("Of what the new model reaches itself");
            table(page, "Shares of the ceiling", Search::shares);
        }
        if (summary.searches().stream().anyMatch(search -> search.gains().isPresent())) {
            page.section("Beside doing nothing").paragraph("Differences of each measure, query by query.");
            table(page, "Gains over doing nothing", Search::gains);
        }
        groups.ifPresent(table -> table.writeTo(page));
        ReadingGuide.ofSearches(page);
        return page.section("This run").facts(facts.facts()).toHtml();
    }

    private String verdict() {
        List<Search> searches = summary.searches();
        String main = RetrievalReport.mainMeasure(report.setting().ks());
        Interval found = summary.share(searches.get(searches.size() - 1), main);
        String whose = report.setting().judged().isPresent()
                ? "%s of %s is %.1f %% of what the new model reaches itself (%.1f to %.1f %%)"
                : "%s of %s is %.1f %% (%.1f to %.1f %%)";
        String sentence = String.format(
                Locale.ROOT,
                whose,
                main,
                searches.get(searches.size() - 1).name(),
                100 * found.value(),
                100 * found.low(),
                100 * found.high());
        String beside = nothing()
                .map(search -> String.format(
                        Locale.ROOT,
                        ", against %.1f %% where nothing is done.",
                        100 * summary.share(search, main).value()))
                .orElse(".");
        return sentence
                + beside
                + shortfall
                        .map(line -> " " + Character.toUpperCase(line.charAt(0)) + line.substring(1) + ".")
                        .orElse("");
    }

    /** The search that others are compared with. */
    private Optional<Search> nothing() {
        boolean compared =
                summary.searches().stream().anyMatch(search -> search.gains().isPresent());
        return summary.searches().stream()
                .filter(search -> compared && search.gains().isEmpty())
                .findFirst();
    }

    /**
     * One row for each measure and one column for each search, of which there are fewer: so it is no wider than paper.
     *
     * @param intervals of each measure; a search without any is left out
     */
    private void table(HtmlPage page, String name, Function<Search, Optional<List<Interval>>> intervals) {
        List<Search> shown = report.ceilingLast().stream()
                .filter(search -> intervals.apply(search).isPresent())
                .toList();
        List<Cell> head = new ArrayList<>(List.of(Cell.text("measure")));
        shown.forEach(search -> head.add(Cell.number(search.name())));
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < summary.measures().size(); i++) {
            List<Cell> row = new ArrayList<>(List.of(new Cell(summary.measures().get(i), "measure")));
            for (Search search : shown) {
                row.add(Cell.number(
                        Intervals.lines(intervals.apply(search).orElseThrow().get(i))));
            }
            rows.add(row);
        }
        page.table(name, head, rows);
    }

    /** Recall at each k of all searches but the ceiling. */
    private Chart recall() {
        List<Integer> ks = report.setting().ks();
        Map<String, double[]> percent = new LinkedHashMap<>();
        for (Search search : summary.searches().subList(1, summary.searches().size())) {
            percent.put(
                    search.name(),
                    ks.stream()
                            .mapToDouble(k -> 100
                                    * summary.value(search, RetrievalMeasures.recall(k))
                                            .value())
                            .toArray());
        }
        return new RecallChart(ks, percent).chart();
    }
}
