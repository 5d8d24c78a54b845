package dev.collimate.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.objective.AngularObjective;
import dev.collimate.synthetic.PlantedBlocks;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
class ManyPassesIT {
    private static final int WARM_UP = 100;
    private static final int PASSES = 300;
    private static final int PARTITIONS = 2;
    /** The cache, and the planted map's parameters as they are and as they are sent. */
    private static final long BLOCKS = PARTITIONS + 2;

    private static final LinearMap MAP = new LinearMap(128, 160, true);
    /** A twentieth of what it would be if every pass left its parameters as floats, the smallest of its vectors. */
    private static final long LARGEST_GROWTH = (long) PASSES * MAP.layout().size() * Float.BYTES / 20;

    /** What Spark remembers of jobs that are over, for its UI; full after the warm-up. */
    private static final Map<String, String> SHORT_MEMORY = Map.of(
            "spark.ui.retainedJobs", "10",
            "spark.ui.retainedStages", "10",
            "spark.ui.retainedTasks", "40");

    @ParameterizedTest
    @EnumSource(
            value = AggregatorChoice.class,
            names = {"INDEXED_COLLECT", "SLICED_REDUCE"})
    void passesLeaveNeitherBlocksNorHeapBehind(AggregatorChoice aggregator) throws Exception {
        SparkTests.withOwn("local[2]", SHORT_MEMORY, spark -> {
            SparkContext context = spark.sparkContext();
            try (ResourceScope scope = new ResourceScope()) {
                BlockDataset blocks = PlantedBlocks.of(MAP, 0.1, 1, 32, false)
                        .load(
                                JavaSparkContext.fromSparkContext(context),
                                new float[MAP.layout().size()],
                                256,
                                PARTITIONS,
                                scope);
                DistributedFunction function = new DistributedFunction(
                        new AngularObjective(MAP, new CosineLoss(), Reduction.MEAN),
                        blocks,
                        new DistributedFunction.Settings(BlasChoice.AUTO, aggregator, 1, 0, 0),
                        report -> {});
                evaluate(function, WARM_UP);
                assertThat(settledBlocks(context)).isEqualTo(BLOCKS);
                long heapBefore = settledHeap();
                evaluate(function, PASSES);
                assertThat(settledBlocks(context)).isEqualTo(BLOCKS);
                assertThat(settledHeap() - heapBefore)
                        .as("bytes of heap that %d passes leave behind", PASSES)
                        .isLessThan(LARGEST_GROWTH);
            }
            return null;
        });
    }

    private static void evaluate(DistributedFunction function, int times) {
        double[] point = MAP.initialParameters(3);
        for (int i = 0; i < times; i++) {
            function.evaluate(point);
        }
    }

    /** Blocks that are left once Spark's cleaner, which a collection sets off, is through, on the driver and in the cache. */
    private static long settledBlocks(SparkContext context) throws InterruptedException {
        long blocks = Long.MAX_VALUE;
        for (int round = 0; round < 100 && blocks > BLOCKS; round++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
            blocks =
                    context.env().blockManager().getMatchingBlockIds(id -> true).size();
        }
        return blocks;
    }

    private static long settledHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
