package dev.collimate.ml.param;

import dev.collimate.rows.VectorColumn;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Columns of input vectors and of what becomes of them. {@code S} is the stage itself. */
public interface HasPairColumns<S> extends HasPredictionColumns<S> {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared extends HasPredictionColumns.Declared {
        private static final long serialVersionUID = 1L;

        final Param<String> featuresCol;
        final Param<String> angleCol;
        final Param<String> predictionType;

        public Declared(Params owner) {
            super(owner);
            featuresCol = new Param<>(owner, "featuresCol", "column of input vectors x", Rule.notEmpty("featuresCol"));
            owner.setDefault(featuresCol, "features");
            angleCol = new Param<>(
                    owner,
                    "angleCol",
                    "column to add: angle between prediction and label, in radians; not set: none",
                    Rule.notEmpty("angleCol"));
            predictionType = new Param<>(
                    owner,
                    "predictionType",
                    "type of the prediction column, one of " + String.join(", ", VectorColumn.typeNames())
                            + "; not set: that of the label column in training",
                    Rule.oneOf("predictionType", VectorColumn.typeNames()));
        }
    }

    Declared pairColumns();

    @Override
    default HasPredictionColumns.Declared predictionColumns() {
        return pairColumns();
    }

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

    default Param<String> predictionType() {
        return pairColumns().predictionType;
    }

    default String getPredictionType() {
        return getOrDefault(predictionType());
    }

    default S setPredictionType(String value) {
        set(predictionType(), value);
        return self();
    }
}
