package dev.collimate.fit;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.data.BadRows;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Precision;

/**
 * How passes run; nothing here changes what is minimised.
 *
 * @param maxSkippedFraction the largest share of the rows that may be skipped, in [0, 1]
 * @param blockSize rows of a block; 0 for a number that suits the dimensions
 * @param numPartitions at most this many tasks per pass; 0 for a number that follows from the input
 */
public record ExecutionSettings(
        BadRows badRows,
        double maxSkippedFraction,
        BlasChoice blas,
        int blockSize,
        int numPartitions,
        AggregatorChoice aggregator) {
    /** What reading blocks depends on. */
    public BlockDataset.Settings blocks() {
        return new BlockDataset.Settings(
                badRows, blockSize, numPartitions, maxSkippedFraction, badRows == BadRows.SKIP, Precision.FLOAT);
    }
}
