package dev.collimate.fit;

import dev.collimate.data.EmptyDataException;
import dev.collimate.rows.Columns;
import dev.collimate.rows.VectorColumn;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows to fit and rows to hold out. Which is which is a pure function of the seed and of the row's key (or, without a
 * key, its place in the input), so that it does not change with the cluster.
 *
 * @param validation empty where nothing is held out
 */
public record ValidationSplit(Dataset<Row> training, Optional<Dataset<Row>> validation) {
    private static final Logger LOG = LoggerFactory.getLogger(ValidationSplit.class);
    private static final String PLACE = "collimate_row_place";
    private static final long RESOLUTION = 1L << 52;

    /**
     * @throws IllegalArgumentException if a column of {@code settings} is missing or of a wrong type, or they
     *     contradict each other
     */
    public static void requireIn(StructType schema, ValidationSettings settings) {
        settings.indicatorCol().ifPresent(column -> {
            ValidationIndicator.require(VectorColumn.field(schema, column), settings.validationValue());
            if (settings.fraction() > 0) {
                throw new SettingsException(
                        "set {validationIndicatorCol} or {validationFraction}, not both; they were %s and %s",
                        column, settings.fraction());
            }
        });
        if (settings.validationValue().isPresent() && settings.indicatorCol().isEmpty()) {
            throw new SettingsException(
                    "{validationValue} is %s, but no column is named that has it: set {validationIndicatorCol}",
                    settings.validationValue().get());
        }
        settings.rowKeyCol().ifPresent(column -> VectorColumn.field(schema, column));
        settings.selection().ifPresent(selection -> selection.require(settings.holdsOut()));
        if (settings.patience().isPresent() && !settings.holdsOut()) {
            throw new SettingsException(
                    "{patience} is %d, but no rows are held out to stop early by: set {heldOut}",
                    settings.patience().getAsInt());
        }
    }

    /** @param seed of the hash */
    public static ValidationSplit of(Dataset<Row> rows, ValidationSettings settings, long seed) {
        ValidationSplit split = withoutWarning(rows, settings, seed);
        if (settings.indicatorCol().isPresent()) {
            settings.rowKeyCol().ifPresent(split::warnOfOverlap);
        }
        return split;
    }

    /** As {@link #of}, but without a search for keys on both sides. */
    public static ValidationSplit withoutWarning(Dataset<Row> rows, ValidationSettings settings, long seed) {
        if (settings.indicatorCol().isPresent()) {
            String indicator = settings.indicatorCol().get();
            Column held = ValidationIndicator.held(
                    Columns.of(indicator), VectorColumn.field(rows.schema(), indicator), settings.validationValue());
            return split(rows, held);
        }
        if (settings.fraction() == 0) {
            return new ValidationSplit(rows, Optional.empty());
        }
        Column salt = functions.lit(seed);
        if (settings.rowKeyCol().isPresent()) {
            Column key = Columns.of(settings.rowKeyCol().get());
            return split(rows, below(settings.fraction(), functions.xxhash64(key, salt)));
        }
        Dataset<Row> placed = rows.withColumn(PLACE, functions.monotonically_increasing_id());
        return split(placed, below(settings.fraction(), functions.xxhash64(Columns.of(PLACE), salt)));
    }

    /**
     * What {@code opened} makes of the rows to fit.
     *
     * @throws SettingsException if all rows are held out
     */
    public <T> T ofTraining(ValidationSettings settings, Function<Dataset<Row>, T> opened) {
        try {
            return opened.apply(training);
        } catch (EmptyDataException e) {
            throw validation.isPresent() && !validation.get().isEmpty() ? settings.allHeldOut() : e;
        }
    }

    /**
     * What {@code read} makes of the rows held out, if any are to be.
     *
     * @param fitted rows that are left to fit
     * @throws SettingsException if no row is held out
     */
    public <T> Optional<T> ofHeldOut(ValidationSettings settings, long fitted, Function<Dataset<Row>, T> read) {
        try {
            return validation.map(read);
        } catch (EmptyDataException e) {
            throw settings.nothingHeldOut(fitted);
        }
    }

    private static ValidationSplit split(Dataset<Row> rows, Column held) {
        return new ValidationSplit(rows.where(functions.not(held)), Optional.of(rows.where(held)));
    }

    private static Column below(double fraction, Column hash) {
        return functions.pmod(hash, functions.lit(RESOLUTION)).lt((long) (fraction * RESOLUTION));
    }

    private void warnOfOverlap(String key) {
        Dataset<Row> held = validation.orElseThrow().select(Columns.of(key)).distinct();
        long shared =
                held.join(training.select(Columns.of(key)).distinct(), key).count();
        if (shared > 0) {
            LOG.warn(
                    "{} keys of column {} are in both training and validation; the validation angle flatters",
                    shared,
                    key);
        }
    }
}
