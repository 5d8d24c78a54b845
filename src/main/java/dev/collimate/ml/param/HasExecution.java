package dev.collimate.ml.param;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.data.BadRows;
import dev.collimate.fit.ExecutionSettings;
import dev.collimate.math.BlasChoice;
import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** How the passes of a fit run; nothing here changes what is minimised. {@code S} is the stage itself. */
public interface HasExecution<S> extends HasBlas<S> {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final IntParam blockSize;
        final IntParam numPartitions;
        final Param<String> aggregator;

        public Declared(Params owner) {
            blockSize = new IntParam(
                    owner, "blockSize", "rows per block; 0: chosen from the dimensions", Rule.atLeast("blockSize", 0));
            owner.setDefault(blockSize, 0);
            numPartitions = new IntParam(
                    owner,
                    "numPartitions",
                    "most tasks per pass; 0: one per 16 MiB of input, at most its splits",
                    Rule.atLeast("numPartitions", 0));
            owner.setDefault(numPartitions, 0);
            aggregator = new Param<>(
                    owner,
                    "aggregator",
                    "how the sums of tasks reach the driver: indexed-collect (each task sends all of them), sliced-reduce (tasks add slices first), or auto: the faster one whose results fit the driver; the model is the same",
                    Rule.oneOf("aggregator", AggregatorChoice.optionNames()));
            owner.setDefault(aggregator, AggregatorChoice.AUTO.optionName());
        }
    }

    Declared execution();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default IntParam blockSize() {
        return execution().blockSize;
    }

    default int getBlockSize() {
        return (int) getOrDefault(blockSize());
    }

    default S setBlockSize(int value) {
        set(blockSize(), value);
        return self();
    }

    default IntParam numPartitions() {
        return execution().numPartitions;
    }

    default int getNumPartitions() {
        return (int) getOrDefault(numPartitions());
    }

    default S setNumPartitions(int value) {
        set(numPartitions(), value);
        return self();
    }

    default Param<String> aggregator() {
        return execution().aggregator;
    }

    default String getAggregator() {
        return getOrDefault(aggregator());
    }

    /** The value of aggregator as an enum. */
    default AggregatorChoice aggregatorChoice() {
        return AggregatorChoice.ofOptionName(getAggregator());
    }

    /** These parameters' values, beside those of others that a fit is run with. */
    default ExecutionSettings executionSettings(BadRows badRows, double maxSkippedFraction, BlasChoice blas) {
        return new ExecutionSettings(
                badRows, maxSkippedFraction, blas, getBlockSize(), getNumPartitions(), aggregatorChoice());
    }

    default S setAggregator(String value) {
        set(aggregator(), value);
        return self();
    }
}
