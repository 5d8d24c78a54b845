package dev.collimate.ml.param;

import dev.collimate.fit.CheckpointSettings;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Where a fit keeps its state, so that one that was stopped goes on. {@code S} is the stage itself. */
public interface HasCheckpoint<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final int SECONDS = 300;

        final Param<String> checkpointDir;
        final IntParam checkpointSeconds;

        public Declared(Params owner) {
            checkpointDir = new Param<>(
                    owner,
                    "checkpointDir",
                    "directory for the state of the fit, from which the same settings and rows go on; one folder a fit, so that fits may share it",
                    Rule.notEmpty("checkpointDir"));
            checkpointSeconds = new IntParam(
                    owner,
                    "checkpointSeconds",
                    "least seconds between two checkpoints; 0: one after every pass",
                    Rule.atLeast("checkpointSeconds", 0));
            owner.setDefault(checkpointSeconds, SECONDS);
        }
    }

    Declared checkpointParams();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> checkpointDir() {
        return checkpointParams().checkpointDir;
    }

    default String getCheckpointDir() {
        return getOrDefault(checkpointDir());
    }

    default S setCheckpointDir(String value) {
        set(checkpointDir(), value);
        return self();
    }

    default IntParam checkpointSeconds() {
        return checkpointParams().checkpointSeconds;
    }

    default int getCheckpointSeconds() {
        return (int) getOrDefault(checkpointSeconds());
    }

    default S setCheckpointSeconds(int value) {
        set(checkpointSeconds(), value);
        return self();
    }

    /**
     * The values as those of a fit.
     *
     * @param fresh whether a checkpoint that is there is left aside
     */
    default CheckpointSettings checkpointSettings(boolean fresh) {
        return new CheckpointSettings(
                isSet(checkpointDir()) ? Optional.of(getCheckpointDir()) : Optional.empty(),
                getCheckpointSeconds(),
                fresh);
    }
}
