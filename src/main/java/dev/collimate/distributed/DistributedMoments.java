package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.JobDescription;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.moments.MomentPass;
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
        int inputDim = dataset.shape().inputDim();
        int outputDim = dataset.shape().outputDim();
        int maxRows = dataset.blockRows();
        try (JobDescription description = new JobDescription(dataset.blocks().context(), "angular fit · moments")) {
            return new Aggregation(dataset, aggregator, blas)
                    .run(
                            (partition, blocks) -> {
                                MomentPass pass = new MomentPass(inputDim, outputDim, Blas.of(blas), maxRows, longest);
                                blocks.forEachRemaining(block -> pass.add(block.block()));
                                return pass.sums();
                            },
                            new MomentSums(inputDim, outputDim));
        }
    }
}
