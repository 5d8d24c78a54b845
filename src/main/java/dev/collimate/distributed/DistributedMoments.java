package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.JobDescription;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.moments.MomentFoldPass;
import dev.collimate.moments.MomentFolds;
import dev.collimate.moments.MomentSums;

/** Moments over cached blocks: one pass of one job, summed in partition order. */
public final class DistributedMoments {
    private DistributedMoments() {}

    public static MomentSums collect(BlockDataset dataset, BlasChoice blas, AggregatorChoice aggregator) {
        return collect(dataset, blas, aggregator, Double.POSITIVE_INFINITY);
    }

    /** @param longest length above 0 to which longer inputs are shortened; infinite for none */
    public static MomentSums collect(
            BlockDataset dataset, BlasChoice blas, AggregatorChoice aggregator, double longest) {
        return collect(dataset, blas, aggregator, longest, 0, false).solved();
    }

    /**
     * @param longest length above 0 to which longer inputs are shortened; infinite for none
     * @param seed of the choice of the rows that are held back, beside their places among the blocks
     * @param judged whether a fifth of the rows is held back to judge a ridge by
     */
    public static MomentFolds collect(
            BlockDataset dataset,
            BlasChoice blas,
            AggregatorChoice aggregator,
            double longest,
            long seed,
            boolean judged) {
        int inputDim = dataset.shape().inputDim();
        int outputDim = dataset.shape().outputDim();
        int maxRows = dataset.blockRows();
        long[] blockStarts = dataset.blockStarts();
        try (JobDescription description = new JobDescription(dataset.blocks().context(), "angular fit · moments")) {
            return new Aggregation(dataset, aggregator, blas)
                    .run(
                            (partition, blocks) -> {
                                MomentFoldPass pass = new MomentFoldPass(
                                        inputDim, outputDim, Blas.of(blas), maxRows, longest, seed, judged);
                                long block = blockStarts[partition];
                                while (blocks.hasNext()) {
                                    pass.add(blocks.next().block(), block++ * maxRows);
                                }
                                return pass.sums();
                            },
                            MomentFolds.of(inputDim, outputDim, judged));
        }
    }
}
