package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.moments.HiddenFolds;
import dev.collimate.moments.HiddenPass;
import dev.collimate.moments.RandomHiddenLayers;
import java.util.Locale;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moments of the hidden units of a perceptron over cached blocks: one pass of one job, summed in partition order. Which
 * rows are held back follows from the seed and their places among the blocks.
 */
public final class DistributedHiddenMoments {
    private static final Logger LOG = LoggerFactory.getLogger(DistributedHiddenMoments.class);

    private DistributedHiddenMoments() {}

    /**
     * @param longest length above 0 to which longer inputs are shortened; infinite for none
     * @param judged whether a fifth of the rows is held back to judge a ridge by
     */
    public static HiddenFolds collect(
            BlockDataset dataset,
            RandomHiddenLayers layers,
            double longest,
            long seed,
            boolean judged,
            BlasChoice blas,
            AggregatorChoice aggregator) {
        PerceptronMap map = layers.map();
        long[] blockStarts = dataset.blockStarts();
        int maxRows = dataset.blockRows();
        try (ResourceScope scope = new ResourceScope();
                JobDescription description =
                        new JobDescription(dataset.blocks().context(), "angular fit · moments of hidden units")) {
            Broadcast<RandomHiddenLayers> broadcast = scope.broadcast(dataset.context(), layers);
            long started = System.nanoTime();
            HiddenFolds folds = new Aggregation(dataset, aggregator, blas)
                    .run(
                            (partition, blocks) -> {
                                HiddenPass pass =
                                        new HiddenPass(broadcast.value(), longest, seed, judged, Blas.of(blas));
                                long block = blockStarts[partition];
                                while (blocks.hasNext()) {
                                    pass.add(blocks.next().block(), block++ * maxRows);
                                }
                                return pass.sums();
                            },
                            HiddenFolds.of(map, judged));
            log(dataset, map, judged, (System.nanoTime() - started) * 1e-9);
            return folds;
        }
    }

    private static void log(BlockDataset dataset, PerceptronMap map, boolean judged, double seconds) {
        double operations = HiddenPass.operations(map);
        LOG.info(
                "{}",
                String.format(
                        Locale.ROOT,
                        "moments of %,d hidden units over %,d rows: %.3g s, %.3g Mflop and %,d bytes a row,"
                                + " %.3g Gflop/s; %.3g MiB of sums a task",
                        map.hiddenUnits(),
                        dataset.rows(),
                        seconds,
                        operations * 1e-6,
                        dataset.shape().rowBytes(),
                        operations * dataset.rows() / seconds * 1e-9,
                        (double) HiddenFolds.size(map, judged) * Double.BYTES / (1 << 20)));
    }
}
