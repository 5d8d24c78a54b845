package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.EmptyDataException;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a fit, as its settings have them read. */
final class FitRows {
    private FitRows() {}

    /**
     * The rows to fit.
     *
     * @throws SettingsException if all are held out
     */
    static BlockSource training(ValidationSplit split, FitSettings settings) {
        try {
            return source(split.training(), settings);
        } catch (EmptyDataException e) {
            throw split.nothingToFit(settings.validation(), e);
        }
    }

    static BlockSource source(Dataset<Row> rows, FitSettings settings) {
        return BlockSource.open(
                rows, settings.requireColumns(), settings.execution().blocks());
    }

    /**
     * Caches the rows held out.
     *
     * @param training whose vectors theirs must be as long as
     * @throws BadDataException if they cannot be used
     * @throws SettingsException if there are none
     */
    static BlockDataset heldOut(Dataset<Row> rows, FitSettings settings, BlockDataset training, ResourceScope scope) {
        BlockDataset validation;
        try {
            validation = source(rows, settings).load(scope);
        } catch (EmptyDataException e) {
            throw settings.validation().nothingHeldOut(training.rows());
        } catch (BadDataException e) {
            throw new BadDataException("the rows held out for validation cannot be used: " + e.getMessage());
        }
        if (!validation.shape().equals(training.shape())) {
            throw new BadDataException("the rows held out for validation have vectors of "
                    + validation.shape().inputDim() + " and "
                    + validation.shape().outputDim()
                    + " elements, but those of training "
                    + training.shape().inputDim() + " and " + training.shape().outputDim());
        }
        return validation;
    }
}
