package dev.collimate.cli;

import dev.collimate.tables.WriteSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how a data set is written. */
final class OutputOptions {
    @Option(names = "--output", required = true, paramLabel = "PATH", description = "folder to write")
    private String path;

    @Option(
            names = "--output-format",
            paramLabel = "NAME",
            description = "format of the output: parquet, orc, json, csv or any other that this Spark writes; predict"
                    + " writes vec (text of words and vectors) too")
    private String format = "parquet";

    @Option(
            names = "--output-option",
            paramLabel = "K=V",
            description = "option of Spark's writer, repeatable; csv is written with header=true unless set",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--partition-by",
            paramLabel = "COL",
            split = ",",
            description = "columns whose values become folders; repeatable")
    private List<String> partitionBy = new ArrayList<>();

    @Mixin
    private ModeOption mode;

    String path() {
        return path;
    }

    String format() {
        return format;
    }

    WriteSettings settings() {
        return new WriteSettings(path, format, options, mode.value(), partitionBy);
    }
}
