package dev.collimate.ml;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadRows;
import dev.collimate.data.RowChecks;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.loss.AngularLoss;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import dev.collimate.math.Precision;
import dev.collimate.rows.PairColumns;
import dev.collimate.rows.VectorColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures predictions against actual vectors, beside what knowing nothing of a row would give: a mean cosine of 0.88
 * means nothing if a constant reaches it.
 */
public final class PairEvaluation {
    /**
     * Statistics over one data set.
     *
     * @param rows the checks of its rows
     * @param predictions of the model, or of the prediction column
     * @param meanVector of one vector for every row: the mean unit actual
     * @param identity of the features as they are; empty where their length is not that of the actuals, and where
     *     predictions were there, as nothing is known of what they were made from
     */
    public record Result(
            RowChecks rows,
            AngleStatistics predictions,
            AngleStatistics meanVector,
            Optional<AngleStatistics> identity) {}

    private final PairColumns columns;
    private final AngularLoss loss;
    private final BlockDataset.Settings settings;

    /**
     * @param columns features (or predictions), actuals, and weights and targets if there are any
     * @param loss whose mean is reported
     * @param maxSkippedFraction the largest share of the rows that may be skipped, in [0, 1]
     */
    public PairEvaluation(PairColumns columns, AngularLoss loss, BadRows badRows, double maxSkippedFraction) {
        this.columns = columns;
        this.loss = loss;
        this.settings =
                new BlockDataset.Settings(badRows, 0, 0, maxSkippedFraction, badRows == BadRows.SKIP, Precision.FLOAT);
    }

    /**
     * Measures a model on the features column.
     *
     * @throws IllegalArgumentException if the dimensions are not the model's
     */
    public Result ofModel(AngularRegressionModel model, Dataset<Row> dataset) {
        try (ResourceScope scope = new ResourceScope()) {
            BlockDataset blocks = BlockSource.open(dataset, columns, settings).load(scope);
            requireDimensions(model, blocks);
            BlasChoice blas = model.blasChoice();
            return measure(
                    blocks,
                    DistributedEvaluation.map(
                            model.map(), Floats.of(model.fitted().parameters()), blas, blocks, scope),
                    blocks.shape().inputDim() == blocks.shape().outputDim());
        }
    }

    /**
     * Measures predictions that are there: the features column of this evaluation holds them.
     *
     * @throws IllegalArgumentException if predictions and actuals differ in length
     */
    public Result ofPredictions(Dataset<Row> dataset) {
        try (ResourceScope scope = new ResourceScope()) {
            return measure(predictions(dataset, scope), DistributedEvaluation.identity(), false);
        }
    }

    /**
     * The statistics of predictions that are there, as {@link #ofPredictions}, with nothing beside them.
     *
     * @param withinDegrees the angles whose shares are counted, in degrees
     * @throws IllegalArgumentException if predictions and actuals differ in length
     */
    AngleStatistics statistics(Dataset<Row> dataset, double... withinDegrees) {
        try (ResourceScope scope = new ResourceScope()) {
            return DistributedEvaluation.evaluate(
                            predictions(dataset, scope), loss, List.of(DistributedEvaluation.identity()), withinDegrees)
                    .get(0);
        }
    }

    private BlockDataset predictions(Dataset<Row> dataset, ResourceScope scope) {
        // A float is exact in float, a double is not. A prediction of zeros counts, at 90 degrees.
        boolean floats = VectorColumn.of(dataset.schema(), columns.features()).isFloat()
                && VectorColumn.of(dataset.schema(), columns.label()).isFloat();
        BlockDataset.Settings exact = new BlockDataset.Settings(
                settings.badRows(),
                settings.blockRows(),
                settings.partitions(),
                settings.maxSkippedFraction(),
                false,
                floats ? Precision.FLOAT : Precision.DOUBLE);
        BlockDataset blocks = BlockSource.open(dataset, columns, exact).load(scope);
        if (blocks.shape().inputDim() != blocks.shape().outputDim()) {
            throw otherLength(columns, blocks.shape().inputDim(), blocks.shape().outputDim());
        }
        return blocks;
    }

    /** @param columns whose features are predictions */
    static IllegalArgumentException otherLength(PairColumns columns, int predicted, int actual) {
        return new IllegalArgumentException("column " + columns.features() + " has vectors of " + predicted
                + " elements, column " + columns.label() + " of " + actual
                + "; predictions and actuals must have one length");
    }

    private Result measure(BlockDataset blocks, PredictorFactory predictor, boolean withIdentity) {
        double[] mean = DistributedEvaluation.meanActual(blocks);
        List<PredictorFactory> predictors = new ArrayList<>(List.of(predictor, DistributedEvaluation.constant(mean)));
        if (withIdentity) {
            predictors.add(DistributedEvaluation.identity());
        }
        List<AngleStatistics> statistics = DistributedEvaluation.evaluate(blocks, loss, predictors);
        return new Result(
                blocks.checks(),
                statistics.get(0),
                statistics.get(1),
                withIdentity ? Optional.of(statistics.get(2)) : Optional.empty());
    }

    private static void requireDimensions(AngularRegressionModel model, BlockDataset blocks) {
        int inputDim = blocks.shape().inputDim();
        int outputDim = blocks.shape().outputDim();
        if (model.map().inputDim() != inputDim || model.map().outputDim() != outputDim) {
            throw new IllegalArgumentException("the model maps vectors of "
                    + model.map().inputDim() + " to " + model.map().outputDim()
                    + " elements, but the data has vectors of "
                    + inputDim + " and " + outputDim);
        }
    }
}
