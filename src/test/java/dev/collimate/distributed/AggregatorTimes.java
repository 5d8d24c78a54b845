package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.aggregate.IndexedCollect;
import dev.collimate.aggregate.SlicedReduce;
import dev.collimate.aggregate.SumAggregator;
import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import dev.collimate.cluster.ClusterSize;
import dev.collimate.data.ArraySums;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Times the aggregators, and Spark's own treeAggregate, on sums that cost nothing to make. */
final class AggregatorTimes {
    static final String TREE = "treeAggregate";

    private AggregatorTimes() {}

    /** Nothing but an array. */
    private record Sums(double[] array) implements ArraySums<Sums> {
        @Override
        public List<double[]> arrays() {
            return List.of(array);
        }
    }

    /** Seconds by the names of the aggregators, in rounds that take turns; every result is looked at. */
    static Map<String, Spread> seconds(
            JavaSparkContext context, int elements, int partitions, int warmUps, int rounds) {
        JavaRDD<Integer> data =
                context.parallelize(IntStream.range(0, partitions).boxed().toList(), partitions);
        int concurrentTasks = ClusterSize.concurrentTasks(context);
        return new Rounds()
                .add(
                        AggregatorChoice.INDEXED_COLLECT.optionName(),
                        () -> require(partitions, own(new IndexedCollect(), data, elements)))
                .add(
                        AggregatorChoice.SLICED_REDUCE.optionName(),
                        () -> require(partitions, own(new SlicedReduce(concurrentTasks), data, elements)))
                .add(TREE, () -> require(partitions, tree(data, elements)))
                .run(warmUps, rounds);
    }

    private static void require(int partitions, double[] sums) {
        double last = sums[sums.length - 1];
        double expected = partitions * (partitions - 1) / 2.0 * noise(sums.length - 1);
        if (Math.abs(last - expected) > 1e-12 * expected) {
            throw new AssertionError("a sum came out as " + last + " in place of " + expected);
        }
    }

    private static double[] own(SumAggregator aggregator, JavaRDD<Integer> data, int elements) {
        return aggregator
                .aggregate(
                        data,
                        (partition, none) -> new Sums(filled(elements, partition)),
                        new Sums(new double[elements]))
                .array();
    }

    private static double[] tree(JavaRDD<Integer> data, int elements) {
        return data.treeAggregate(
                new double[0], (sums, value) -> merged(sums, filled(elements, value)), AggregatorTimes::merged, 2);
    }

    private static double[] merged(double[] left, double[] right) {
        if (left.length == 0 || right.length == 0) {
            return left.length == 0 ? right : left;
        }
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }

    private static double[] filled(int elements, double value) {
        double[] array = new double[elements];
        for (int i = 0; i < elements; i++) {
            array[i] = value * noise(i);
        }
        return array;
    }

    /** In (0, 1), with all its bits in use, as those of a gradient: nothing that a compressor finds short. */
    private static double noise(int i) {
        return ((i * 0x9E3779B97F4A7C15L >>> 11) + 1) * 0x1p-54;
    }
}
