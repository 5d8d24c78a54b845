package dev.collimate.report;

import dev.collimate.data.RowChecks;
import dev.collimate.evaluation.Interval;
import dev.collimate.evaluation.RetrievalMeasures;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.evaluation.RetrievalSummary.Search;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What searches find, beside each other: a table for a reader, and keys of the result. */
public final class RetrievalReport {
    private final RetrievalSummary summary;
    private final Setting setting;

    /**
     * What was searched.
     *
     * @param mapped the side that is mapped, by name
     * @param ks the k of recall@k
     * @param keepOwn whether a query's own document counts
     * @param available rows that the queries were drawn from
     * @param documents the checks of their rows
     * @param trained documents that trained the map; empty where that is not known
     * @param leftOut what is not measured, and why, a sentence each
     * @param judged what relevance judgements were used; empty for the new model's own neighbours
     */
    public record Setting(
            String mapped,
            List<Integer> ks,
            boolean keepOwn,
            long available,
            RowChecks documents,
            OptionalLong trained,
            List<String> leftOut,
            Optional<Judged> judged) {
        public Setting {
            ks = List.copyOf(ks);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Relevance judgements.
     *
     * @param path where they were read
     * @param count of judged pairs
     * @param unknownQueries judged queries that are not in the input
     * @param unknownDocuments judged documents that are not among the documents
     * @param withoutRelevant rows of the input without a relevant document, which count in no mean
     */
    public record Judged(String path, long count, long unknownQueries, long unknownDocuments, long withoutRelevant) {}

    public RetrievalReport(RetrievalSummary summary, Setting setting) {
        this.summary = summary;
        this.setting = setting;
    }

    /** The measure that counts where none is named: recall@10, or without 10 among the k that of the first. */
    public static String mainMeasure(List<Integer> ks) {
        return RetrievalMeasures.recall(ks.contains(10) ? 10 : ks.get(0));
    }

    public void print(PrintStream out) {
        String main = mainMeasure(setting.ks());
        out.println(title(main));
        StringBuilder head = new StringBuilder(String.format("  %-32s", "search"));
        summary.measures().forEach(measure -> head.append(String.format(" %12s", measure)));
        out.println(head.append(String.format(" %17s", "interval")));
        for (Search search : ceilingLast()) {
            StringBuilder line = new StringBuilder(String.format("  %-32s", search.name()));
            search.values().forEach(value -> line.append(String.format(Locale.ROOT, " %12.4f", value.value())));
            Interval interval = summary.share(search, main);
            out.println(line.append(String.format(Locale.ROOT, "   %.4f–%.4f", interval.low(), interval.high())));
        }
        setting.leftOut().forEach(out::println);
    }

    RetrievalSummary summary() {
        return summary;
    }

    Setting setting() {
        return setting;
    }

    private String title(String main) {
        return scope() + "; 95 % interval of " + main
                + (setting.judged().isPresent() ? " over that of the ceiling:" : ":");
    }

    /** What was searched, in words. */
    String scope() {
        StringBuilder title = new StringBuilder(
                setting.judged().isPresent() ? "Relevant documents that are found: " : "Search results that survive: ");
        title.append(summary.queries()).append(" queries");
        if (setting.available() > summary.queries()) {
            title.append(" of ").append(setting.available());
        }
        title.append(", ").append(setting.documents().accepted()).append(" documents");
        setting.trained()
                .ifPresent(trained -> title.append(", ").append(trained).append(" of which trained the map"));
        setting.judged().filter(judged -> judged.withoutRelevant() > 0).ifPresent(judged -> title.append(", ")
                .append(judged.withoutRelevant())
                .append(" rows without a relevant one left out"));
        return title.append(setting.mapped().equals("query") ? ", queries mapped" : ", documents mapped")
                .toString();
    }

    /** Adds what was measured. */
    public Result put(Result result) {
        result.put("mapped", setting.mapped())
                .put("queries", summary.queries())
                .put("availableQueries", setting.available())
                .put("documents", setting.documents().accepted())
                .put(
                        "trainedDocuments",
                        setting.trained().isPresent() ? setting.trained().getAsLong() : null)
                .put("keepOwn", setting.keepOwn())
                .put("k", setting.ks());
        setting.judged().ifPresent(judged -> result.put("qrels", judged.path())
                .put("judgements", judged.count())
                .put("unknownQueries", judged.unknownQueries())
                .put("unknownDocuments", judged.unknownDocuments())
                .put("queriesWithoutRelevant", judged.withoutRelevant()));
        AngleReport.putSkipped(result, setting.documents());
        List<Result> searches = new ArrayList<>();
        for (Search search : ceilingLast()) {
            Result entry = new Result()
                    .put("name", search.name())
                    .put("measures", measures(search.values()))
                    .put("hubness", search.hubness());
            search.gains().ifPresent(gains -> entry.put("overDoNothing", measures(gains)));
            search.shares().ifPresent(shares -> entry.put("ofCeiling", measures(shares)));
            searches.add(entry);
        }
        return result.put("searches", searches);
    }

    List<Search> ceilingLast() {
        List<Search> searches =
                new ArrayList<>(summary.searches().subList(1, summary.searches().size()));
        searches.add(summary.searches().get(0));
        return searches;
    }

    private Result measures(List<Interval> intervals) {
        Result measures = new Result();
        for (int i = 0; i < intervals.size(); i++) {
            measures.put(summary.measures().get(i), Intervals.result(intervals.get(i)));
        }
        return measures;
    }
}
