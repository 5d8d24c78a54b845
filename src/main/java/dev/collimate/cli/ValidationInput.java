package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.rows.KeyCounts;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.SelectedColumn;
import dev.collimate.tables.TableSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Pairs held out that are data of their own. */
final class ValidationInput {
    private static final String HELD_OUT = "collimate_held_out";
    static final String VALIDATION = "--validation";
    private static final String QUERY = "--validation-query";

    @Option(
            names = VALIDATION,
            paramLabel = "PATH",
            description = "validation pairs, or rows that meet those of --label-input; repeatable; in place of"
                    + " --validation-fraction")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--validation-table",
            paramLabel = "NAME",
            description = "table of a catalog to read, in place of --validation")
    private String table;

    @Option(names = QUERY, paramLabel = "SQL", description = "query whose rows are held out, in place of --validation")
    private String query;

    @Option(
            names = "--validation-format",
            paramLabel = "NAME",
            description =
                    "format of --validation (default: npy, vec, bin, fvecs, bvecs or ivecs as the file's name ends,"
                            + " else that of the input's files, else parquet)")
    private String format;

    @Option(
            names = "--validation-option",
            paramLabel = "K=V",
            description = "option of Spark's reader for --validation, repeatable (those of --option hold too where both"
                    + " are files of one format)",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> options = new LinkedHashMap<>();

    /** These options as they were given. */
    List<String> words() {
        return given().words();
    }

    private SourceOptions given() {
        return new SourceOptions(VALIDATION, VALIDATION, new TableSource(paths, table, query), format, options);
    }

    /**
     * What is wrong with rows of their own; null if nothing is.
     *
     * @param input that the other rows are of
     * @param byPosition whether the rows of two inputs meet by their positions
     */
    String conflict(AngularRegression stage, InputOptions input, boolean byPosition) {
        if (!given().given()) {
            return given().ofReaders().entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(option -> option.getKey() + " is for rows held out of their own; give them with " + VALIDATION)
                    .findFirst()
                    .orElse(null);
        }
        // A query may hold data.
        String named = query != null ? QUERY : String.join(" ", given().words().subList(0, 2));
        String fraction = OptionNames.of(stage.validationFraction());
        if (stage.getValidationFraction() > 0) {
            return named + " and " + fraction + " " + stage.getValidationFraction()
                    + " both hold rows out; give one of them";
        }
        if (stage.isSet(stage.validationIndicatorCol())) {
            return named + " and " + OptionNames.of(stage.validationIndicatorCol()) + " "
                    + stage.getValidationIndicatorCol() + " both hold rows out; give one of them";
        }
        if (stage.isSet(stage.validationValue())) {
            return named + " holds out all its rows, and no column marks some by "
                    + OptionNames.of(stage.validationValue()) + " " + stage.getValidationValue() + "; leave that out";
        }
        return byPosition
                ? named + " has no label input of its own to meet by position; use " + fraction
                : given().conflict(input.settingsOfFiles());
    }

    /**
     * Pairs of both sides.
     *
     * @param pairs with a column that tells those held out, where there are any
     * @param heldOutKeys how the keys of the rows held out met those of the label input
     */
    record Sides(Pairs pairs, Optional<KeyCounts> heldOutKeys) {}

    boolean isGiven() {
        return given().given();
    }

    /** The option that they are given by. */
    String option() {
        return query != null ? QUERY : table != null ? "--validation-table" : VALIDATION;
    }

    /**
     * The pairs of {@code input}, and those held out marked by a column that {@code stage} is told of.
     *
     * @param further columns that are taken as they are
     */
    Sides pairs(InputColumns columns, InputOptions input, AngularRegression stage, List<SelectedColumn> further)
            throws IOException {
        Pairs pairs = columns.ofInput(stage, further);
        if (!isGiven()) {
            return new Sides(pairs, Optional.empty());
        }
        Pairs held = columns.of(given().source(), given().settings(input.settingsOfFiles()), stage, further);
        Dataset<Row> heldOut = held.rows().withColumn(HELD_OUT, functions.lit(true));
        stage.setValidationIndicatorCol(HELD_OUT);
        Pairs both = pairs.with(
                held, pairs.rows().withColumn(HELD_OUT, functions.lit(false)).unionByName(heldOut));
        return new Sides(both, held.keys());
    }
}
