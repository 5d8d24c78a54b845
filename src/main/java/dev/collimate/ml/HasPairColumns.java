package dev.collimate.ml;

import dev.collimate.data.BadRows;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Columns of vectors: array of float, array of double or ML vector. {@code S} is the stage itself. */
public interface HasPairColumns<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared {
        final Param<String> featuresCol;
        final Param<String> labelCol;
        final Param<String> predictionCol;
        final Param<String> angleCol;
        final Param<String> badRows;

        Declared(Params owner) {
            featuresCol = new Param<>(owner, "featuresCol", "column of input vectors x", Rule.notEmpty("featuresCol"));
            owner.setDefault(featuresCol, "features");
            labelCol = new Param<>(owner, "labelCol", "column of actual vectors y", Rule.notEmpty("labelCol"));
            owner.setDefault(labelCol, "label");
            predictionCol = new Param<>(
                    owner, "predictionCol", "column of predicted vectors to add", Rule.notEmpty("predictionCol"));
            owner.setDefault(predictionCol, "prediction");
            angleCol = new Param<>(
                    owner,
                    "angleCol",
                    "column to add with the angle between prediction and label, in radians; none if not set",
                    Rule.notEmpty("angleCol"));
            badRows = new Param<>(
                    owner,
                    "badRows",
                    "what to do with rows that cannot be used: fail or skip",
                    Rule.oneOf("badRows", List.of("fail", "skip")));
            owner.setDefault(badRows, "fail");
        }
    }

    Declared pairColumns();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> featuresCol() {
        return pairColumns().featuresCol;
    }

    default String getFeaturesCol() {
        return getOrDefault(featuresCol());
    }

    default S setFeaturesCol(String value) {
        set(featuresCol(), value);
        return self();
    }

    default Param<String> labelCol() {
        return pairColumns().labelCol;
    }

    default String getLabelCol() {
        return getOrDefault(labelCol());
    }

    default S setLabelCol(String value) {
        set(labelCol(), value);
        return self();
    }

    default Param<String> predictionCol() {
        return pairColumns().predictionCol;
    }

    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    default S setPredictionCol(String value) {
        set(predictionCol(), value);
        return self();
    }

    default Param<String> angleCol() {
        return pairColumns().angleCol;
    }

    default String getAngleCol() {
        return getOrDefault(angleCol());
    }

    default S setAngleCol(String value) {
        set(angleCol(), value);
        return self();
    }

    default Param<String> badRows() {
        return pairColumns().badRows;
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
