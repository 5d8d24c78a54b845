package dev.collimate.cli;

import dev.collimate.tables.ReadSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How a data set is read. */
final class InputOptions {
    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description = "data to read: a file, a folder or a glob pattern")
    private String path;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "format of the input: parquet, orc, json, csv or any other that this Spark reads")
    private String format = "parquet";

    @Option(
            names = "--option",
            paramLabel = "K=V",
            description = "option of Spark's reader, repeatable; csv is read with header=true unless set",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--vector-delimiter",
            paramLabel = "TEXT",
            description = "separator of the numbers of a vector stored as text in one column; a space means any white"
                    + " space (default: a space)",
            showDefaultValue = Visibility.NEVER)
    private String vectorDelimiter = ReadSettings.DEFAULT_DELIMITER;

    @Option(
            names = "--allow-incomplete-input",
            description = "run even where Spark is set to skip corrupt or missing files silently"
                    + " (spark.sql.files.ignoreCorruptFiles, ignoreMissingFiles)")
    private boolean allowIncompleteInput;

    /** These options as they were given, but for those that have their defaults. */
    List<String> given() {
        InputOptions defaults = new InputOptions();
        List<String> given = new ArrayList<>(List.of("--input", path));
        if (!format.equals(defaults.format)) {
            given.addAll(List.of("--format", format));
        }
        options.forEach((key, value) -> given.addAll(List.of("--option", key + "=" + value)));
        if (!vectorDelimiter.equals(defaults.vectorDelimiter)) {
            given.addAll(List.of("--vector-delimiter", vectorDelimiter));
        }
        if (allowIncompleteInput) {
            given.add("--allow-incomplete-input");
        }
        return given;
    }

    String path() {
        return path;
    }

    ReadSettings settings() {
        return new ReadSettings(format, options, vectorDelimiter, allowIncompleteInput);
    }
}
