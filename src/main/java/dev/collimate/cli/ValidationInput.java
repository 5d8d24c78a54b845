package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.TableSource;
import java.io.IOException;
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

    /** The path; null where there is none. */
    String path() {
        return path;
    }

    /**
     * Checks that rows are held out in one way only.
     *
     * @throws IllegalArgumentException naming both ways
     */
    void requireAlone(AngularRegression stage) {
        if (path != null && stage.getValidationFraction() > 0) {
            throw new IllegalArgumentException("--validation " + path + " and --validation-fraction "
                    + stage.getValidationFraction() + " both hold rows out; give one of them");
        }
        if (path != null && stage.isSet(stage.validationIndicatorCol())) {
            throw new IllegalArgumentException("--validation " + path + " and --validation-indicator-col "
                    + stage.getValidationIndicatorCol() + " both hold rows out; give one of them");
        }
    }

    /** The pairs of {@code input}, and those held out marked by a column that {@code stage} is told of. */
    Pairs pairs(InputColumns columns, TableSource input, AngularRegression stage) throws IOException {
        Pairs pairs = columns.read(input, stage);
        if (path == null) {
            return pairs;
        }
        Dataset<Row> heldOut =
                columns.read(TableSource.ofPath(path), stage).rows().withColumn(HELD_OUT, functions.lit(true));
        stage.setValidationIndicatorCol(HELD_OUT);
        return new Pairs(
                pairs.rows().withColumn(HELD_OUT, functions.lit(false)).unionByName(heldOut),
                pairs.label(),
                pairs.keys());
    }
}
