package dev.collimate.cli;

import dev.collimate.evaluation.Interval;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.evaluation.RetrievalSummary.Search;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** What measures must reach for a command to succeed. */
final class GateOptions {
    static final String MIN_RECALL = "--min-recall";

    @Option(
            names = MIN_RECALL,
            paramLabel = "NUMBER",
            description =
                    "exit with 1 where recall@10 (without 10 among --k, recall at the first k) is below this;"
                            + " needs --mapped; with --qrels it is the measure itself that counts, not its share of the ceiling")
    private Double minRecall;

    @Option(
            names = "--min",
            paramLabel = "MEASURE=NUMBER",
            description = "the same of any measure, as in mrr=0.5; repeatable",
            showDefaultValue = Visibility.NEVER)
    private Map<String, Double> minima = new LinkedHashMap<>();

    /** These options as they were given. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        SourceWords.add(words, MIN_RECALL, minRecall == null ? null : minRecall.toString());
        minima.forEach((measure, minimum) -> SourceWords.add(words, "--min", measure + "=" + minimum));
        return words;
    }

    boolean isSet() {
        return minRecall != null || !minima.isEmpty();
    }

    /** What is wrong with them; null if nothing is. */
    String problem(List<String> measures) {
        for (Map.Entry<String, Double> minimum : minima.entrySet()) {
            if (!measures.contains(minimum.getKey())) {
                return "--min must name one of " + String.join(", ", measures) + ", but named " + minimum.getKey();
            }
            if (!isShare(minimum.getValue())) {
                return "--min " + minimum.getKey() + " must be in [0, 1], but was " + minimum.getValue();
            }
        }
        return minRecall == null || isShare(minRecall) ? null : MIN_RECALL + " must be in [0, 1], but was " + minRecall;
    }

    /** Which measures of a search fall short, in one line; empty if none does. */
    Optional<String> shortfall(RetrievalSummary summary, Search search, String mainMeasure) {
        List<String> below = all(mainMeasure).entrySet().stream()
                .filter(minimum -> !(summary.value(search, minimum.getKey()).value() >= minimum.getValue()))
                .map(minimum -> sentence(minimum, summary.value(search, minimum.getKey()), search))
                .toList();
        return below.isEmpty()
                ? Optional.empty()
                : Optional.of(search.name() + " falls short: " + String.join("; ", below));
    }

    private static String sentence(Map.Entry<String, Double> minimum, Interval found, Search search) {
        return String.format(
                Locale.ROOT,
                "%s%s is %.4f (95 %% interval %.4f to %.4f), but must be at least %s",
                minimum.getKey(),
                search.shares().isPresent() ? " itself, not its share of the ceiling," : "",
                found.value(),
                found.low(),
                found.high(),
                minimum.getValue());
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    /** Of two minima of one measure the stricter counts. */
    private Map<String, Double> all(String mainMeasure) {
        Map<String, Double> all = new LinkedHashMap<>();
        if (minRecall != null) {
            all.put(mainMeasure, minRecall);
        }
        minima.forEach((measure, minimum) -> all.merge(measure, minimum, Math::max));
        return all;
    }
}
