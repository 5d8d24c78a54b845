package dev.collimate.cli;

import dev.collimate.tables.ReadSettings;
import dev.collimate.tables.TableSource;
import dev.collimate.tables.VectorFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
        List<String> words = new ArrayList<>(SourceWords.of(source(), "--input", "--table", "--query"));
        SourceWords.add(words, "--format", format);
        options.forEach((key, value) -> words.addAll(List.of("--option", key + "=" + value)));
        words.addAll(vectors.words());
        if (allowIncompleteInput) {
            words.add("--allow-incomplete-input");
        }
        return words;
    }

    /** Which options are wrong together; null if none are. */
    String conflict() {
        long given = Stream.of(paths.isEmpty() ? null : paths, table, query)
                .filter(Objects::nonNull)
                .count();
        if (given > 1) {
            return "--input, --table and --query each say what to read; give one of them";
        }
        if (format == null && VectorFiles.differ(paths)) {
            return "--input names files of different formats; give files of one format, or --format";
        }
        if (!options.isEmpty() && VectorFiles.isFormat(settings().format())) {
            return "--option is of Spark's readers, and of no use to the format "
                    + settings().format() + "; leave it out";
        }
        // A source such as a database is named by options alone.
        return given == 0 && options.isEmpty()
                ? "Missing required option: '--input=PATH', or --table, --query, or --format with --option"
                : null;
    }

    TableSource source() {
        return new TableSource(paths, table, query);
    }

    VectorOptions vectors() {
        return vectors;
    }

    ReadSettings settings() {
        return new ReadSettings(
                VectorFiles.formatOf(paths, format, ReadSettings.DEFAULT_FORMAT), options, allowIncompleteInput);
    }

    /** What was said of the input, whatever its name says: so a further table is read that says nothing else. */
    ReadSettings settingsWithoutName() {
        return new ReadSettings(format != null ? format : ReadSettings.DEFAULT_FORMAT, options, allowIncompleteInput);
    }
}
