package dev.collimate.cli;

import dev.collimate.data.Judgements;
import dev.collimate.evaluation.JudgedMeasures;
import dev.collimate.evaluation.NeighbourMeasures;
import dev.collimate.evaluation.RetrievalMeasures;
import dev.collimate.tables.JudgementReader;
import dev.collimate.tables.ReadSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** What counts as found. */
final class TruthOptions {
    private static final String DEFAULT_KS = "1,10,100";
    private static final double MAX_UNKNOWN_FRACTION = 0.1;

    @Option(
            names = "--k",
            paramLabel = "N,N,...",
            split = ",",
            description = "the k of recall@k (default: " + DEFAULT_KS + ")",
            defaultValue = DEFAULT_KS,
            showDefaultValue = Visibility.NEVER)
    private List<Integer> ks;

    @Option(
            names = "--qrels",
            paramLabel = "PATH",
            description = "relevance judgements in place of the new model's own neighbours: query key, document key and"
                    + " gain; needs --key")
    private String qrels;

    @Option(
            names = "--qrels-format",
            paramLabel = "NAME",
            description =
                    "text (TREC's, or BEIR's with tabs), or a format of tables, whose first three columns are taken")
    private String format = JudgementReader.TEXT;

    @Option(
            names = "--max-unknown-fraction",
            paramLabel = "NUMBER",
            description =
                    "largest fraction of judged queries, or of judged documents, that may be missing in the data, in"
                            + " [0, 1]")
    private double maxUnknownFraction = MAX_UNKNOWN_FRACTION;

    /** These options as they were given, but for those that have their defaults. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        String numbers = ks.stream().map(String::valueOf).collect(Collectors.joining(","));
        SourceWords.add(words, "--k", numbers.equals(DEFAULT_KS) ? null : numbers);
        SourceWords.add(words, "--qrels", qrels);
        SourceWords.add(words, "--qrels-format", format.equals(JudgementReader.TEXT) ? null : format);
        SourceWords.add(
                words,
                "--max-unknown-fraction",
                maxUnknownFraction == MAX_UNKNOWN_FRACTION ? null : Double.toString(maxUnknownFraction));
        return words;
    }

    /** The k in order. */
    List<Integer> ks() {
        return ks.stream().sorted().toList();
    }

    /** Where judgements are read; null for none. */
    String path() {
        return qrels;
    }

    boolean judged() {
        return qrels != null;
    }

    double maxUnknownFraction() {
        return maxUnknownFraction;
    }

    /**
     * The judgements, where there are any.
     *
     * @param allowIncompleteInput whether Spark may be set to leave out corrupt or missing files
     */
    Optional<Judgements> read(SparkSession spark, boolean allowIncompleteInput) throws IOException {
        return qrels == null
                ? Optional.empty()
                : Optional.of(reader(spark, allowIncompleteInput).read(qrels));
    }

    /** What the judgements are read from; none where there are none. */
    List<Dataset<Row>> sources(SparkSession spark, boolean allowIncompleteInput) throws IOException {
        return qrels == null
                ? List.of()
                : List.of(reader(spark, allowIncompleteInput).rows(qrels));
    }

    private JudgementReader reader(SparkSession spark, boolean allowIncompleteInput) {
        return new JudgementReader(spark, new ReadSettings(format, Map.of(), allowIncompleteInput));
    }

    /** @param judgements empty for the new model's own neighbours */
    RetrievalMeasures measures(Optional<Judgements> judgements) {
        int[] each = ks().stream().mapToInt(Integer::intValue).toArray();
        return judgements.isPresent() ? new JudgedMeasures(judgements.get(), each) : new NeighbourMeasures(each);
    }

    /** Names of what is measured. */
    List<String> measureNames() {
        return measures(judged() ? Optional.of(new Judgements()) : Optional.empty())
                .names();
    }

    /** What is wrong with them; null if nothing is. */
    String problem(boolean keyed) {
        if (ks.isEmpty()
                || ks.stream().anyMatch(k -> k < 1)
                || ks.stream().distinct().count() < ks.size()) {
            return "--k must be different numbers of at least 1, but was " + ks;
        }
        if (judged() && !keyed) {
            return "--qrels needs --key, the column of the keys that are judged";
        }
        return maxUnknownFraction >= 0 && maxUnknownFraction <= 1
                ? null
                : "--max-unknown-fraction must be in [0, 1], but was " + maxUnknownFraction;
    }
}
