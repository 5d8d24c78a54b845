package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.rows.KeyCounts;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.TableSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Option;

/** Pairs held out that are data of their own. */
final class ValidationInput {
    private static final String HELD_OUT = "collimate_held_out";

    @Option(
            names = "--validation",
            paramLabel = "PATH",
            description =
                    "validation pairs, in the format of the input, or rows that meet those of --label-input; in place"
                            + " of --validation-fraction")
    private String path;

    /** These options as they were given. */
    List<String> words() {
        return path == null ? List.of() : List.of("--validation", path);
    }

    /**
     * What is wrong with rows of their own; null if nothing is.
     *
     * @param byPosition whether the rows of two inputs meet by their positions
     */
    String conflict(AngularRegression stage, boolean byPosition) {
        if (path == null) {
            return null;
        }
        if (stage.getValidationFraction() > 0) {
            return "--validation " + path + " and --validation-fraction " + stage.getValidationFraction()
                    + " both hold rows out; give one of them";
        }
        if (stage.isSet(stage.validationIndicatorCol())) {
            return "--validation " + path + " and --validation-indicator-col " + stage.getValidationIndicatorCol()
                    + " both hold rows out; give one of them";
        }
        return byPosition
                ? "--validation " + path + " has no label input of its own to meet by position; use"
                        + " --validation-fraction"
                : null;
    }

    /**
     * Pairs of both sides.
     *
     * @param pairs with a column that tells those held out, where there are any
     * @param heldOutKeys how the keys of the rows held out met those of the label input
     */
    record Sides(Pairs pairs, Optional<KeyCounts> heldOutKeys) {}

    /** The pairs of {@code input}, and those held out marked by a column that {@code stage} is told of. */
    Sides pairs(InputColumns columns, TableSource input, AngularRegression stage) throws IOException {
        Pairs pairs = columns.read(input, stage);
        if (path == null) {
            return new Sides(pairs, Optional.empty());
        }
        Pairs held = columns.read(TableSource.ofPath(path), stage);
        Dataset<Row> heldOut = held.rows().withColumn(HELD_OUT, functions.lit(true));
        stage.setValidationIndicatorCol(HELD_OUT);
        Pairs both = pairs.with(
                held, pairs.rows().withColumn(HELD_OUT, functions.lit(false)).unionByName(heldOut));
        return new Sides(both, held.keys());
    }
}
