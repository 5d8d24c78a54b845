package dev.collimate.synthetic;

import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairBlock;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Precision;
import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Pairs of a planted map, block by block; every row is a pure function of the seed and of its number. See
 * {@code ml.SyntheticPairs}.
 *
 * @param map planted
 * @param noise at least 0
 * @param targeted whether rows have targets: +1 and -1 in turn
 */
public record PlantedBlocks(VectorMap map, double noise, long seed, int blockRows, boolean targeted)
        implements Serializable {
    /** With {@code blockRows} 0 for a number that suits the dimensions. */
    public static PlantedBlocks of(VectorMap map, double noise, long seed, int blockRows, boolean targeted) {
        PairShape shape = new PairShape(map.inputDim(), map.outputDim(), false, targeted);
        return new PlantedBlocks(map, noise, seed, blockRows > 0 ? blockRows : shape.defaultBlockRows(), targeted);
    }

    public PairShape shape() {
        return new PairShape(map.inputDim(), map.outputDim(), false, targeted);
    }

    /**
     * Makes the pairs and caches them on the executors, in one job.
     *
     * @param parameters of the planted map
     * @param rows at least 1
     * @param partitions at least 1; their lengths differ by at most one row
     * @param scope gives the cache back
     */
    public BlockDataset load(
            JavaSparkContext context, float[] parameters, long rows, int partitions, ResourceScope scope) {
        if (rows < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "rows and partitions must be at least 1, but were " + rows + " and " + partitions);
        }
        Broadcast<float[]> broadcast = scope.broadcast(context, parameters);
        JavaRDD<Integer> indices =
                context.parallelize(IntStream.range(0, partitions).boxed().toList(), partitions);
        PlantedBlocks blocks = this;
        try (JobDescription description = new JobDescription(context.sc(), "angular fit · making pairs")) {
            return BlockDataset.of(
                    indices.mapPartitionsWithIndex(
                            (partition, none) -> blocks.ofPartition(broadcast.value(), partition, partitions, rows),
                            true),
                    shape(),
                    blockRows,
                    scope);
        }
    }

    /** The rows of one of {@code partitions} runs of {@code rows} rows, in order. */
    public Iterator<CheckedBlock> ofPartition(float[] parameters, int partition, int partitions, long rows) {
        MapWorkspace pass = map.newWorkspace(Blas.of(BlasChoice.AUTO), Precision.FLOAT, blockRows);
        FloatMatrix values = new FloatMatrix(parameters, 0, 1, parameters.length);
        return new NumberedBlocks(
                (firstRow, size) -> block(pass, values, firstRow, size), blockRows, partition, partitions, rows);
    }

    private CheckedBlock block(MapWorkspace pass, FloatMatrix parameters, long firstRow, int size) {
        FloatMatrix inputs = new FloatMatrix(size, map.inputDim());
        NoisyValues.fillInputs(inputs, seed, firstRow);
        FloatMatrix actuals = new FloatMatrix(size, map.outputDim());
        actuals.copyFrom(pass.forward(parameters, inputs));
        NoisyValues.disturb(actuals, noise, seed, firstRow);
        double[] targets = targeted ? targets(firstRow, size) : null;
        return new CheckedBlock(new PairBlock(inputs, actuals, null, targets), RowChecks.accepted(size));
    }

    private static double[] targets(long firstRow, int size) {
        double[] targets = new double[size];
        for (int i = 0; i < size; i++) {
            targets[i] = (firstRow + i) % 2 == 0 ? 1 : -1;
        }
        return targets;
    }
}
