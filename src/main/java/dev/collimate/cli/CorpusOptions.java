package dev.collimate.cli;

import dev.collimate.tables.SelectedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is searched, and who asks. */
final class CorpusOptions {
    static final String KEY = "--key";
    private static final int MAX_QUERIES = 2000;

    @Option(
            names = "--corpus",
            paramLabel = "PATH",
            description = "more documents, in the format of the input; repeatable")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--corpus-only", description = "search the corpus alone; the rows of the input only ask")
    private boolean corpusOnly;

    @Option(
            names = KEY,
            paramLabel = "NAME",
            description =
                    "column that tells documents apart; of equal scores the greater key goes first, as trec_eval has"
                            + " it (not set: the earlier row, and only a query's own row is its own document)")
    private String key;

    @Option(
            names = "--keep-own",
            description = "count a query's own document, which has its key or is its row, like any other")
    private boolean keepOwn;

    @Option(
            names = "--max-queries",
            paramLabel = "N",
            description = "of more rows so many ask, drawn by a hash of --seed; the corpus is never sampled")
    private int maxQueries = MAX_QUERIES;

    @Option(names = "--seed", paramLabel = "N", description = "seed of the sample of queries and of intervals")
    private long seed = 0;

    /** These options as they were given, but for those that have their defaults. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        paths.forEach(path -> SourceWords.add(words, "--corpus", path));
        if (corpusOnly) {
            words.add("--corpus-only");
        }
        SourceWords.add(words, KEY, key);
        if (keepOwn) {
            words.add("--keep-own");
        }
        SourceWords.add(words, "--max-queries", maxQueries == MAX_QUERIES ? null : Integer.toString(maxQueries));
        SourceWords.add(words, "--seed", seed == 0 ? null : Long.toString(seed));
        return words;
    }

    List<String> paths() {
        return paths;
    }

    boolean corpusOnly() {
        return corpusOnly;
    }

    /** The column of the key, to be read; none where none is given. */
    List<SelectedColumn> keyColumn() {
        return key().stream().map(name -> new SelectedColumn(KEY, name)).toList();
    }

    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    boolean keepOwn() {
        return keepOwn;
    }

    int maxQueries() {
        return maxQueries;
    }

    long seed() {
        return seed;
    }

    /** What is wrong with them; null if nothing is. */
    String problem() {
        if (corpusOnly && paths.isEmpty()) {
            return "--corpus-only needs a --corpus";
        }
        return maxQueries < 1 ? "--max-queries must be at least 1, but was " + maxQueries : null;
    }
}
