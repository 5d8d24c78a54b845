package dev.collimate.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Columns that only training reads. {@code S} is the stage itself. */
public interface HasTrainingColumns<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared {
        final Param<String> weightCol;
        final Param<String> targetCol;

        Declared(Params owner) {
            weightCol = new Param<>(
                    owner,
                    "weightCol",
                    "column of row weights, at least 0; every row counts 1 if not set",
                    Rule.notEmpty("weightCol"));
            targetCol = new Param<>(
                    owner,
                    "targetCol",
                    "column of targets, +1 or -1, which the loss cosine-embedding needs and no other reads",
                    Rule.notEmpty("targetCol"));
        }
    }

    Declared trainingColumns();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> weightCol() {
        return trainingColumns().weightCol;
    }

    default String getWeightCol() {
        return getOrDefault(weightCol());
    }

    default S setWeightCol(String value) {
        set(weightCol(), value);
        return self();
    }

    default Param<String> targetCol() {
        return trainingColumns().targetCol;
    }

    default String getTargetCol() {
        return getOrDefault(targetCol());
    }

    default S setTargetCol(String value) {
        set(targetCol(), value);
        return self();
    }
}
