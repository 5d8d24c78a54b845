package dev.collimate.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** A column of row weights. {@code S} is the stage itself. */
public interface HasWeight<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> weightCol;

        public Declared(Params owner) {
            weightCol = new Param<>(
                    owner,
                    "weightCol",
                    "column of row weights, at least 0; not set: all weights are 1",
                    Rule.notEmpty("weightCol"));
        }
    }

    Declared weightColumn();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> weightCol() {
        return weightColumn().weightCol;
    }

    default String getWeightCol() {
        return getOrDefault(weightCol());
    }

    default S setWeightCol(String value) {
        set(weightCol(), value);
        return self();
    }

    /** The value of weightCol; null if it is not set. */
    default String weightColOrNull() {
        return isSet(weightCol()) ? getWeightCol() : null;
    }
}
