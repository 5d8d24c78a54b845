package dev.collimate.ml.param;

import dev.collimate.loss.AngularLoss;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Columns that only training reads. {@code S} is the stage itself. */
public interface HasTrainingColumns<S> extends HasWeight<S> {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared extends HasWeight.Declared {
        private static final long serialVersionUID = 1L;

        final Param<String> targetCol;

        public Declared(Params owner) {
            super(owner);
            targetCol = new Param<>(
                    owner,
                    "targetCol",
                    "column of targets, +1 or -1; needed by the loss cosine-embedding, read by no other",
                    Rule.notEmpty("targetCol"));
        }
    }

    Declared trainingColumns();

    @Override
    default HasWeight.Declared weightColumn() {
        return trainingColumns();
    }

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> targetCol() {
        return trainingColumns().targetCol;
    }

    default String getTargetCol() {
        return getOrDefault(targetCol());
    }

    /** The column that {@code loss} reads; null if it reads none, or none is set. */
    default String targetColOrNull(AngularLoss loss) {
        return loss.usesTarget() && isSet(targetCol()) ? getTargetCol() : null;
    }

    default S setTargetCol(String value) {
        set(targetCol(), value);
        return self();
    }
}
