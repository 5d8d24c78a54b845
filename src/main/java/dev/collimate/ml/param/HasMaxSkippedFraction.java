package dev.collimate.ml.param;

import dev.collimate.data.BadRows;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.fit.SettingsException;
import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;

/** How many rows may be left out where rows are learnt from or measured. {@code S} is the stage itself. */
public interface HasMaxSkippedFraction<S> extends HasPredictionColumns<S> {
    /** The declaration: name, meaning, rule and default of the parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final DoubleParam maxSkippedFraction;

        public Declared(Params owner) {
            maxSkippedFraction = new DoubleParam(
                    owner,
                    "maxSkippedFraction",
                    "largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error",
                    Rule.between("maxSkippedFraction", 0, 1));
            owner.setDefault(maxSkippedFraction, BlockDataset.Settings.MAX_SKIPPED_FRACTION);
        }
    }

    Declared skipping();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default DoubleParam maxSkippedFraction() {
        return skipping().maxSkippedFraction;
    }

    default double getMaxSkippedFraction() {
        return (double) getOrDefault(maxSkippedFraction());
    }

    default S setMaxSkippedFraction(double value) {
        set(maxSkippedFraction(), value);
        return self();
    }

    /**
     * The value of badRows.
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
}
