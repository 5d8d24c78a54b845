package dev.collimate.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.cluster.SparkSettings;
import dev.collimate.data.ArraySums;
import dev.collimate.math.HashRandom;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class SumAggregatorIT {
    private static final int[] LENGTHS = {1000, 0, 1, 70_000};

    /** Arrays of values whose sum depends on the order of addition in its last bits. */
    private record Sums(List<double[]> arrays) implements ArraySums<Sums> {
        static Sums zero() {
            return new Sums(IntStream.of(LENGTHS).mapToObj(double[]::new).toList());
        }

        static Sums of(int partition) {
            Sums sums = zero();
            for (int i = 0; i < LENGTHS.length; i++) {
                for (int j = 0; j < LENGTHS[i]; j++) {
                    sums.arrays.get(i)[j] = HashRandom.gaussian(partition, 100_000L * i + j);
                }
            }
            return sums;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void everyAggregatorAddsInPartitionOrderToTheLastBit(int partitions) {
        for (SumAggregator aggregator :
                List.of(new IndexedCollect(), new SlicedReduce(1), new SlicedReduce(3), new SlicedReduce(300))) {
            requireInOrder(aggregator, numbers(SparkTests.session(), partitions), partitions);
        }
    }

    /** With the settings of the program itself, under which Spark takes another way through its shuffle. */
    @Test
    void slicesThatSpillFromMemoryAreAddedInPartitionOrderToTheLastBit() throws Exception {
        Map<String, String> settings = new HashMap<>(SparkSettings.PASSES);
        settings.put("spark.shuffle.spill.numElementsForceSpillThreshold", "1");
        long spilled = SparkTests.withOwn("local[2]", settings, spark -> {
            AtomicLong bytes = new AtomicLong();
            spark.sparkContext().addSparkListener(new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                    bytes.addAndGet(end.taskMetrics().diskBytesSpilled());
                }
            });
            requireInOrder(new SlicedReduce(300), numbers(spark, 7), 7);
            spark.sparkContext().listenerBus().waitUntilEmpty();
            return bytes.get();
        });
        assertThat(spilled).isPositive();
    }

    private static void requireInOrder(SumAggregator aggregator, JavaRDD<Integer> data, int partitions) {
        Sums expected = Sums.zero();
        for (int i = 0; i < partitions; i++) {
            expected.merge(Sums.of(i));
        }
        Sums found = aggregator.aggregate(data, SumAggregatorIT::sums, Sums.zero());
        for (int i = 0; i < LENGTHS.length; i++) {
            assertThat(found.arrays().get(i)).isEqualTo(expected.arrays().get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theShuffleIsGivenBack(int concurrentTasks) {
        var tracker = SparkTests.session().sparkContext().env().mapOutputTracker();
        var master = (org.apache.spark.MapOutputTrackerMaster) tracker;
        // Those of other tests may be cleaned away at any time.
        Set<Object> before =
                Set.copyOf(CollectionConverters.asJava(master.shuffleStatuses().keySet()));
        new SlicedReduce(concurrentTasks)
                .aggregate(numbers(SparkTests.session(), 4), SumAggregatorIT::sums, Sums.zero());
        assertThat(before)
                .containsAll(
                        CollectionConverters.asJava(master.shuffleStatuses().keySet()));
    }

    private static Sums sums(int partition, Iterator<Integer> none) {
        return Sums.of(partition);
    }

    private static JavaRDD<Integer> numbers(SparkSession spark, int partitions) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions);
    }
}
