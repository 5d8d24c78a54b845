package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Floats;
import dev.collimate.math.Precision;
import dev.collimate.moments.SpreadPass;
import dev.collimate.moments.SpreadSums;
import org.apache.spark.broadcast.Broadcast;

/** Moments of predictions and actuals over cached blocks: one pass of one job, summed in partition order. */
public final class DistributedSpread {
    private DistributedSpread() {}

    /** @param parameters of the map */
    public static SpreadSums collect(
            BlockDataset dataset, VectorMap map, double[] parameters, BlasChoice blas, AggregatorChoice aggregator) {
        int maxRows = dataset.blockRows();
        try (ResourceScope scope = new ResourceScope();
                JobDescription description =
                        new JobDescription(dataset.blocks().context(), "angular fit · moments of predictions")) {
            Broadcast<float[]> broadcast = scope.broadcast(dataset.context(), Floats.of(parameters));
            return new Aggregation(dataset, aggregator, blas)
                    .run(
                            (partition, blocks) -> {
                                Blas products = Blas.of(blas);
                                float[] values = broadcast.value();
                                FloatMatrix vector = new FloatMatrix(values, 0, 1, values.length);
                                MapWorkspace workspace = map.newWorkspace(products, Precision.FLOAT, maxRows);
                                SpreadPass pass = new SpreadPass(map.outputDim(), products, maxRows);
                                blocks.forEachRemaining(block -> {
                                    if (block.block().rows() > 0) {
                                        pass.add(
                                                block.block(),
                                                workspace.forward(
                                                        vector, block.block().inputs()));
                                    }
                                });
                                return pass.sums();
                            },
                            new SpreadSums(map.outputDim()));
        }
    }
}
