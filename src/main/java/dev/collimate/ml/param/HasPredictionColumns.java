package dev.collimate.ml.param;

import dev.collimate.data.BadRows;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
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

    default S setBadRows(String value) {
        set(badRows(), value);
        return self();
    }
}
