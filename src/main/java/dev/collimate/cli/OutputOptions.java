package dev.collimate.cli;

import dev.collimate.data.BadRows;
import dev.collimate.ml.AngularRegression;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.tables.OutputMode;
import dev.collimate.tables.OutputWriter;
import dev.collimate.tables.ParquetDictionaries;
import dev.collimate.tables.RowsOutput;
import dev.collimate.tables.TableOutput;
import dev.collimate.tables.TableSettings;
import dev.collimate.tables.VectorFileOutput;
import dev.collimate.tables.WordVectorOutput;
import dev.collimate.tables.WriteSettings;
import dev.collimate.tables.WrittenVectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how a data set is written. */
final class OutputOptions {
    private static final String DEFAULT_FORMAT = "parquet";
    private static final String WORDS = WordVectorOutput.FORMAT;

    @Option(names = "--output", paramLabel = "PATH", description = "folder to write")
    private String path;

    @Option(
            names = "--output-table",
            paramLabel = "NAME",
            description = "table of a catalog to write, in place of --output, as in lake.store.documents")
    private String table;

    @Option(
            names = "--output-format",
            paramLabel = "NAME",
            description = "format of the output: parquet, orc, json, csv or any other that this Spark writes; predict"
                    + " writes vec (text of words and vectors), npy and fvecs (predictions alone) too; of a table that is made, its provider, such as delta"
                    + " (default: parquet; of a table that of its catalog)",
            showDefaultValue = Visibility.NEVER)
    private String format;

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
            description = "columns whose values become folders, or partitions of a table; repeatable")
    private List<String> partitionBy = new ArrayList<>();

    @Mixin
    private ModeOption mode;

    /** Which options are wrong together; null if none are. */
    String conflict() {
        if (path != null && table != null) {
            return "--output and --output-table each say what to write; give one of them";
        }
        if (path != null && !partitionBy.isEmpty() && mode.value() == OutputMode.APPEND) {
            return "--mode append adds files to one folder, and --partition-by makes many; write another folder, or a"
                    + " table with --output-table";
        }
        return path == null && table == null ? "Missing required option: '--output=PATH', or --output-table" : null;
    }

    /** The key by which a result names what was written. */
    String key() {
        return path != null ? "output" : "outputTable";
    }

    String name() {
        return path != null ? path : table;
    }

    String format() {
        return format != null ? format : DEFAULT_FORMAT;
    }

    /**
     * What speaks against a file of vectors, which has one for each row and nothing else; null for none.
     *
     * @param model that says what becomes of rows without a prediction
     */
    String conflictOfVectorsAlone(AngularRegression model) {
        String start = "--output-format " + format();
        if (model.badRowsPolicy() != BadRows.FAIL) {
            return start + " has a vector for every row; " + OptionNames.of(model.badRows()) + " must be fail";
        }
        if (table != null) {
            return start + " is a file; give --output in place of --output-table";
        }
        if (!partitionBy.isEmpty()) {
            return start + " is one file; leave --partition-by out";
        }
        return !format().equals(WORDS) && (mode.value() == OutputMode.APPEND || !options.isEmpty())
                ? start + " is one file of ours, made anew; leave --mode append and --output-option out"
                : null;
    }

    /** Whether the output holds vectors alone, or with their words, and no other column. */
    boolean isVectorsAlone() {
        return VectorFileOutput.isFormat(format()) || format().equals(WORDS);
    }

    /**
     * @param delimiter between the numbers of vectors that are written as text; null for a blank
     * @param vectors of which formats of vectors alone are written
     */
    RowsOutput target(SparkSession spark, String delimiter, WrittenVectors vectors) {
        if (isVectorsAlone()) {
            return format().equals(WORDS)
                    ? new WordVectorOutput(spark, settings(options), vectors)
                    : new VectorFileOutput(spark, settings(options), vectors);
        }
        return target(spark, delimiter, List.of(vectors.column()));
    }

    /**
     * As {@link #target(SparkSession, String, WrittenVectors)}, of a format that has all columns.
     *
     * @param computed columns of vectors that the command computes
     */
    RowsOutput target(SparkSession spark, String delimiter, List<String> computed) {
        return table != null
                ? new TableOutput(
                        spark,
                        new TableSettings(table, Optional.ofNullable(format), options, mode.value(), partitionBy))
                : new OutputWriter(
                        spark,
                        settings(ParquetDictionaries.without(computed, format(), options, HadoopSettings.of(spark))),
                        delimiter);
    }

    private WriteSettings settings(Map<String, String> options) {
        return new WriteSettings(path, format(), options, mode.value(), partitionBy);
    }
}
