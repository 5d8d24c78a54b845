package dev.collimate.ml.param;

import dev.collimate.data.BadRows;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.fit.SettingsException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Columns of predicted and of actual vectors: array of float, array of double or ML vector. {@code S} is the stage
 * itself.
 */
public interface HasPredictionColumns<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> labelCol;
        final Param<String> predictionCol;
        final Param<String> badRows;
        final DoubleParam maxSkippedFraction;

        public Declared(Params owner) {
            labelCol = new Param<>(owner, "labelCol", "column of actual vectors y", Rule.notEmpty("labelCol"));
            owner.setDefault(labelCol, "label");
            predictionCol =
                    new Param<>(owner, "predictionCol", "column of predicted vectors", Rule.notEmpty("predictionCol"));
            owner.setDefault(predictionCol, "prediction");
            badRows = new Param<>(
                    owner,
                    "badRows",
                    "what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction)",
                    Rule.oneOf("badRows", List.of("fail", "skip", "null")));
            owner.setDefault(badRows, "fail");
            maxSkippedFraction = new DoubleParam(
                    owner,
                    "maxSkippedFraction",
                    "largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error",
                    Rule.between("maxSkippedFraction", 0, 1));
            owner.setDefault(maxSkippedFraction, BlockDataset.Settings.MAX_SKIPPED_FRACTION);
        }
    }

    Declared predictionColumns();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> labelCol() {
        return predictionColumns().labelCol;
    }

    default String getLabelCol() {
        return getOrDefault(labelCol());
    }

    default S setLabelCol(String value) {
        set(labelCol(), value);
        return self();
    }

    default Param<String> predictionCol() {
        return predictionColumns().predictionCol;
    }

    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    default S setPredictionCol(String value) {
        set(predictionCol(), value);
        return self();
    }

    default Param<String> badRows() {
        return predictionColumns().badRows;
    }

    default String getBadRows() {
        return getOrDefault(badRows());
    }

    /** The value of badRows as an enum. */
    default BadRows badRowsPolicy() {
        return BadRows.valueOf(getBadRows().toUpperCase(Locale.ROOT));
    }

    /**
     * The value of badRows where rows are learnt from or measured.
     *
     * @throws SettingsException if it is null, which keeps rows for predictions only
     */
    default BadRows requireFailOrSkip() {
        if (badRowsPolicy() == BadRows.NULL) {
            throw new SettingsException("{badRows} null keeps rows with a null prediction, which only predictions have;"
                    + " choose fail or skip");
        }
        return badRowsPolicy();
    }

    default DoubleParam maxSkippedFraction() {
        return predictionColumns().maxSkippedFraction;
    }

    default double getMaxSkippedFraction() {
        return (double) getOrDefault(maxSkippedFraction());
    }

    default S setMaxSkippedFraction(double value) {
        set(maxSkippedFraction(), value);
        return self();
    }

    default S setBadRows(String value) {
        set(badRows(), value);
        return self();
    }
}
