package dev.collimate.cli;

import dev.collimate.tables.ReadSettings;
import dev.collimate.tables.TableSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a data set is, and how it is read. */
final class InputOptions {
    @Option(
            names = "--input",
            paramLabel = "PATH",
            description = "data to read: a file, a folder or a glob pattern; repeatable")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "table of a catalog to read, in place of --input, as in lake.store.documents")
    private String table;

    @Option(names = "--query", paramLabel = "SQL", description = "query whose rows are read, in place of --input")
    private String query;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "format of the input: parquet, orc, json, csv or any other that this Spark reads, or vec (word2vec,"
                            + " fastText and GloVe text), bin (word2vec's binary form), npy, fvecs, bvecs, ivecs (default:"
                            + " of these last as the file's name ends, else parquet)",
            showDefaultValue = Visibility.NEVER)
    private String format;

    @Option(
            names = "--option",
            paramLabel = "K=V",
            description = "option of Spark's reader, repeatable; csv is read with header=true unless set",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> options = new LinkedHashMap<>();

    @Mixin
    private VectorOptions vectors;

    @Option(
            names = "--allow-incomplete-input",
            description = "run even where Spark is set to skip corrupt or missing files silently"
                    + " (spark.sql.files.ignoreCorruptFiles, ignoreMissingFiles)")
    private boolean allowIncompleteInput;

    /** These options as they were given, but for those that have their defaults. */
    List<String> words() {
        List<String> words = new ArrayList<>(given().words());
        words.addAll(vectors.words());
        if (allowIncompleteInput) {
            words.add("--allow-incomplete-input");
        }
        return words;
    }

    /** Which options are wrong together; null if none are. */
    String conflict() {
        String conflict = given().conflict(usual());
        // A source such as a database is named by options alone.
        return conflict == null && !given().given() && options.isEmpty()
                ? "Missing required option: '--input=PATH', or --table, --query, or --format with --option"
                : conflict;
    }

    TableSource source() {
        return new TableSource(paths, table, query);
    }

    VectorOptions vectors() {
        return vectors;
    }

    ReadSettings settings() {
        return given().settings(usual());
    }

    /** How further files are read of which nothing is said. */
    ReadSettings settingsOfFiles() {
        return given().usual(settings());
    }

    /** As {@link #settingsOfFiles}, whatever the name of the input says of it. */
    ReadSettings settingsWithoutName() {
        ReadSettings said = usual();
        return given().usual(new ReadSettings(
                format != null ? format : said.format(), options, said.allowIncompleteInput()));
    }

    private ReadSettings usual() {
        return new ReadSettings(ReadSettings.DEFAULT_FORMAT, Map.of(), allowIncompleteInput);
    }

    private SourceOptions given() {
        return new SourceOptions("--input", "-", source(), format, options);
    }
}
