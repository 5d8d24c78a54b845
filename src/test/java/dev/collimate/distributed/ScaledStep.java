package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.ObjectiveSums;
import dev.collimate.optim.ValueAndGradient;
import dev.collimate.synthetic.PlantedBlocks;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Steps of a linear map on cached synthetic pairs of one size. */
final class ScaledStep implements AutoCloseable {
    private static final double NOISE = 0.5;
    private static final long SEED = 1;

    private final ResourceScope scope = new ResourceScope();
    private final AngularObjective objective;
    private final BlockDataset dataset;
    private final double[] point;

    /** @param dim length of x and of y */
    ScaledStep(JavaSparkContext context, int dim, long rows, int partitions) {
        LinearMap map = new LinearMap(dim, dim, true);
        this.objective = new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
        this.point = map.initialParameters(SEED);
        PlantedBlocks blocks = PlantedBlocks.of(map, NOISE, SEED, 0, false);
        this.dataset = blocks.load(context, floats(), rows, partitions, scope);
    }

    int parameters() {
        return point.length;
    }

    /** A step of a fit. */
    Runnable step(AggregatorChoice aggregator) {
        DistributedFunction function = function(aggregator);
        return () -> function.evaluate(point);
    }

    ValueAndGradient evaluation(AggregatorChoice aggregator) {
        return function(aggregator).evaluate(point);
    }

    /** The same step, but for its sums, which are added in the order in which they arrive. */
    Runnable unorderedStep() {
        return () -> {
            try (ResourceScope step = new ResourceScope()) {
                var parameters = step.broadcast(dataset.context(), floats());
                PassTask task = task();
                dataset.blocks()
                        .mapPartitionsWithIndex(
                                (partition, blocks) -> List.of(task.sums(parameters.value(), partition, blocks))
                                        .iterator(),
                                false)
                        .reduce(ObjectiveSums::merge);
            }
        };
    }

    private PassTask task() {
        return new PassTask(objective, BlasChoice.AUTO, dataset.blockRows(), dataset.blockStarts(), null);
    }

    private DistributedFunction function(AggregatorChoice aggregator) {
        return new DistributedFunction(
                objective,
                dataset,
                new DistributedFunction.Settings(BlasChoice.AUTO, aggregator, 1, SEED, 0),
                report -> {});
    }

    private float[] floats() {
        float[] floats = new float[point.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) point[i];
        }
        return floats;
    }

    @Override
    public void close() {
        scope.close();
    }
}
