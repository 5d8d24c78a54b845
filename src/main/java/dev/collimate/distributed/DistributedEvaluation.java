package dev.collimate.distributed;

import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.OrderedJob;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairBlock;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.BlockEvaluation;
import dev.collimate.evaluation.BlockPredictor;
import dev.collimate.evaluation.MeanActual;
import dev.collimate.evaluation.PairedAngles;
import dev.collimate.loss.AngularLoss;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Angle statistics over cached blocks, summed in partition order. */
public final class DistributedEvaluation {
    /** Angles whose shares are reported, in degrees; those of the literature on surface normals. */
    public static final double[] WITHIN_DEGREES = {5, 11.25, 22.5, 30};

    private DistributedEvaluation() {}

    /** Makes the predictor of a task, on its executor. */
    public interface PredictorFactory extends Serializable {
        BlockPredictor create(int maxRows);
    }

    public static PredictorFactory identity() {
        return maxRows -> BlockPredictor.identity();
    }

    public static PredictorFactory constant(double[] vector) {
        return maxRows -> BlockPredictor.constant(vector, maxRows);
    }

    /** @param scope owns the broadcast of the parameters */
    public static PredictorFactory map(
            VectorMap map, float[] parameters, BlasChoice blas, BlockDataset dataset, ResourceScope scope) {
        return map(map, parameters, blas, dataset.context(), scope);
    }

    /** @param scope owns the broadcast of the parameters */
    public static PredictorFactory map(
            VectorMap map, float[] parameters, BlasChoice blas, JavaSparkContext context, ResourceScope scope) {
        Broadcast<float[]> broadcast = scope.broadcast(context, parameters);
        int size = parameters.length;
        return maxRows ->
                BlockPredictor.of(map, new FloatMatrix(broadcast.value(), 0, 1, size), Blas.of(blas), maxRows);
    }

    /** The statistics of each predictor, with shares within {@link #WITHIN_DEGREES}, in one job. */
    public static List<AngleStatistics> evaluate(
            BlockDataset dataset, AngularLoss loss, List<PredictorFactory> predictors) {
        return evaluate(dataset, loss, predictors, WITHIN_DEGREES);
    }

    /** The statistics of each predictor, with shares within {@code withinDegrees}, in one job. */
    public static List<AngleStatistics> evaluate(
            BlockDataset dataset, AngularLoss loss, List<PredictorFactory> predictors, double[] withinDegrees) {
        return evaluatePaired(dataset, loss, predictors, withinDegrees).statistics();
    }

    /**
     * What several predictors do on the same rows.
     *
     * @param statistics of each
     */
    public record Paired(List<AngleStatistics> statistics, PairedAngles angles) implements Serializable {}

    /** The statistics of each predictor and those of their differences, in one job. */
    public static Paired evaluatePaired(BlockDataset dataset, AngularLoss loss, List<PredictorFactory> predictors) {
        return evaluatePaired(dataset, loss, predictors, WITHIN_DEGREES);
    }

    private static Paired evaluatePaired(
            BlockDataset dataset, AngularLoss loss, List<PredictorFactory> predictors, double[] withinDegrees) {
        int maxRows = dataset.blockRows();
        List<PredictorFactory> factories = new ArrayList<>(predictors);
        Paired total = none(factories.size(), withinDegrees);
        try (JobDescription description = new JobDescription(dataset.blocks().context(), "angle evaluation")) {
            OrderedJob.<CheckedBlock, Paired>run(
                    dataset.blocks(),
                    (partition, blocks) -> {
                        Paired part = none(factories.size(), withinDegrees);
                        List<BlockEvaluation> evaluations = new ArrayList<>();
                        for (int i = 0; i < factories.size(); i++) {
                            evaluations.add(new BlockEvaluation(
                                    loss,
                                    factories.get(i).create(maxRows),
                                    part.statistics().get(i)));
                        }
                        blocks.forEachRemaining(block -> add(block.block(), evaluations, part.angles()));
                        return part;
                    },
                    part -> {
                        for (int i = 0; i < factories.size(); i++) {
                            total.statistics().get(i).merge(part.statistics().get(i));
                        }
                        total.angles().merge(part.angles());
                    });
        }
        return total;
    }

    private static Paired none(int predictors, double[] withinDegrees) {
        List<AngleStatistics> statistics = new ArrayList<>();
        for (int i = 0; i < predictors; i++) {
            statistics.add(new AngleStatistics(withinDegrees));
        }
        return new Paired(statistics, new PairedAngles(predictors));
    }

    private static void add(PairBlock block, List<BlockEvaluation> evaluations, PairedAngles angles) {
        double[][] byPredictor =
                evaluations.stream().map(evaluation -> evaluation.add(block)).toArray(double[][]::new);
        double[] degrees = new double[byPredictor.length];
        for (int i = 0; i < block.rows(); i++) {
            for (int k = 0; k < degrees.length; k++) {
                degrees[k] = byPredictor[k][i];
            }
            angles.add(degrees, block.weights() == null ? 1 : block.weights()[i]);
        }
    }

    /** The direction of the weighted mean of the unit actual vectors. */
    public static double[] meanActual(BlockDataset dataset) {
        int outputDim = dataset.shape().outputDim();
        MeanActual total = new MeanActual(outputDim);
        try (JobDescription description = new JobDescription(dataset.blocks().context(), "mean actual vector")) {
            OrderedJob.<CheckedBlock, MeanActual>run(
                    dataset.blocks(),
                    (partition, blocks) -> {
                        MeanActual sums = new MeanActual(outputDim);
                        blocks.forEachRemaining(block -> sums.add(block.block()));
                        return sums;
                    },
                    total::merge);
        }
        return total.direction();
    }
}
