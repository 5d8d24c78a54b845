package dev.collimate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a data set is read. */
final class InputOptions {
    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "format of the input: parquet, orc, json, csv or any other that this Spark reads")
    private String format = "parquet";

    @Option(
            names = "--option",
            paramLabel = "K=V",
            description =
                    "option of Spark's reader, may be repeated; csv is read with header=true unless said otherwise")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--vector-delimiter",
            paramLabel = "TEXT",
            description = "what stands between the numbers of a vector that is text in one column; a space means any"
                    + " white space (default: a space)",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private String vectorDelimiter = " ";

    @Option(
            names = "--allow-incomplete-input",
            description = "run even where Spark is set to leave out corrupt or missing files silently"
                    + " (spark.sql.files.ignoreCorruptFiles, ignoreMissingFiles)")
    private boolean allowIncompleteInput;

    String format() {
        return format;
    }

    Map<String, String> options() {
        return options;
    }

    String vectorDelimiter() {
        return vectorDelimiter;
    }

    boolean allowIncompleteInput() {
        return allowIncompleteInput;
    }
}
