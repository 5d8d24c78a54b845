package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.EmptyDataException;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a fit, as its settings have them read. */
public final class FitRows {
    private FitRows() {}

    static BlockSource source(Dataset<Row> rows, FitSettings settings) {
        return BlockSource.open(
                rows, settings.requireColumns(), settings.execution().blocks());
    }

    /**
     * Caches the rows held out.
     *
     * @param training whose vectors theirs must be as long as
     * @throws BadDataException if they cannot be used
     * @throws EmptyDataException if there are none
     */
    static BlockDataset heldOut(Dataset<Row> rows, FitSettings settings, BlockDataset training, ResourceScope scope) {
        BlockDataset heldOut;
        try {
            heldOut = source(rows, settings).load(scope);
        } catch (EmptyDataException e) {
            throw e;
        } catch (BadDataException e) {
            throw new BadDataException("the rows held out for validation cannot be used: " + e.getMessage());
        }
        requireOneShape(training, heldOut);
        return heldOut;
    }

    /** @throws BadDataException if vectors of the rows held out have other lengths than those of the rows to fit */
    public static void requireOneShape(BlockDataset training, BlockDataset heldOut) {
        if (!heldOut.shape().equals(training.shape())) {
            throw new BadDataException("the rows held out for validation have vectors of "
                    + heldOut.shape().inputDim() + " and "
                    + heldOut.shape().outputDim()
                    + " elements, but those of training "
                    + training.shape().inputDim() + " and " + training.shape().outputDim());
        }
    }
}
