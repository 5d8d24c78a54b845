package dev.collimate.ml;

import dev.collimate.distributed.VectorColumn;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows to fit and rows to hold out. Which is which is a pure function of the seed and of the row's key (or, without a
 * key, its place in the input), so that it does not change with the cluster.
 *
 * @param validation empty where nothing is held out
 */
record ValidationSplit(Dataset<Row> training, Optional<Dataset<Row>> validation) {
    private static final Logger LOG = LoggerFactory.getLogger(ValidationSplit.class);
    private static final String PLACE = "collimate_row_place";
    private static final long RESOLUTION = 1L << 52;

    /**
     * @throws IllegalArgumentException if a column of {@code settings} is missing or of a wrong type, or they
     *     contradict each other
     */
    static void requireIn(StructType schema, HasValidation<?> settings) {
        if (settings.isSet(settings.validationIndicatorCol())) {
            StructField indicator = VectorColumn.field(schema, settings.getValidationIndicatorCol());
            if (!indicator.dataType().equals(DataTypes.BooleanType)) {
                throw new IllegalArgumentException("Column " + indicator.name()
                        + " must be of type boolean but was actually of type "
                        + indicator.dataType().catalogString() + ".");
            }
            if (settings.getValidationFraction() > 0) {
                throw new IllegalArgumentException(
                        "set validationIndicatorCol or validationFraction, not both; they were " + indicator.name()
                                + " and " + settings.getValidationFraction());
            }
        }
        if (settings.isSet(settings.rowKeyCol())) {
            VectorColumn.field(schema, settings.getRowKeyCol());
        }
        if (settings.isSet(settings.patience())
                && !settings.isSet(settings.validationIndicatorCol())
                && settings.getValidationFraction() == 0) {
            throw new IllegalArgumentException("patience is " + settings.getPatience()
                    + ", but no rows are held out to stop early by: set validationFraction or validationIndicatorCol");
        }
    }

    static ValidationSplit of(Dataset<Row> rows, AngularRegression settings) {
        if (settings.isSet(settings.validationIndicatorCol())) {
            Column held = functions.coalesce(column(settings.getValidationIndicatorCol()), functions.lit(false));
            ValidationSplit split = split(rows, held);
            if (settings.isSet(settings.rowKeyCol())) {
                split.warnOfOverlap(settings.getRowKeyCol());
            }
            return split;
        }
        double fraction = settings.getValidationFraction();
        if (fraction == 0) {
            return new ValidationSplit(rows, Optional.empty());
        }
        Column seed = functions.lit(settings.getSeed());
        if (settings.isSet(settings.rowKeyCol())) {
            return split(rows, below(fraction, functions.xxhash64(column(settings.getRowKeyCol()), seed)));
        }
        Dataset<Row> placed = rows.withColumn(PLACE, functions.monotonically_increasing_id());
        return split(placed, below(fraction, functions.xxhash64(column(PLACE), seed)));
    }

    private static ValidationSplit split(Dataset<Row> rows, Column held) {
        return new ValidationSplit(rows.where(functions.not(held)), Optional.of(rows.where(held)));
    }

    private static Column below(double fraction, Column hash) {
        return functions.pmod(hash, functions.lit(RESOLUTION)).lt((long) (fraction * RESOLUTION));
    }

    private void warnOfOverlap(String key) {
        Dataset<Row> held = validation.orElseThrow().select(column(key)).distinct();
        long shared = held.join(training.select(column(key)).distinct(), key).count();
        if (shared > 0) {
            LOG.warn(
                    "{} keys of column {} are in both training and validation; the validation angle flatters",
                    shared,
                    key);
        }
    }

    private static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }
}
