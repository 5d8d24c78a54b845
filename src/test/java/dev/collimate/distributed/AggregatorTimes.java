package dev.collimate.distributed;

import dev.collimate.objective.ArraySums;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Times the aggregators, and Spark's own treeAggregate, on sums that cost nothing to make: one line per number of elements
 * and of partitions, with the median seconds of each and its ratio to the first, in rounds that take turns. Arguments:
 * rounds, then pairs {@code elements x partitions}; run it with the JVM options of the tests and enough heap.
 */
final class AggregatorTimes {
    private AggregatorTimes() {}

    /** Nothing but an array. */
    private record Sums(double[] array) implements ArraySums<Sums> {
        @Override
        public List<double[]> arrays() {
            return List.of(array);
        }
    }

    private interface Contender {
        double[] run(JavaRDD<Integer> data, int elements);
    }

    public static void main(String[] arguments) {
        try (JavaSparkContext context = new JavaSparkContext(SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.maxResultSize", "0")
                .getOrCreate()
                .sparkContext())) {
            Map<String, Contender> contenders = new LinkedHashMap<>();
            contenders.put("indexed-collect", (data, elements) -> own(new IndexedCollect(), data, elements));
            contenders.put("sliced-reduce", (data, elements) -> own(new SlicedReduce(2), data, elements));
            contenders.put("treeAggregate", AggregatorTimes::tree);
            for (String pair : Arrays.asList(arguments).subList(1, arguments.length)) {
                int elements = Integer.parseInt(pair.split("x")[0]);
                int partitions = Integer.parseInt(pair.split("x")[1]);
                JavaRDD<Integer> data = context.parallelize(
                        IntStream.range(0, partitions).boxed().toList(), partitions);
                System.out.println(line(contenders, data, elements, Integer.parseInt(arguments[0])));
            }
        }
    }

    private static String line(Map<String, Contender> contenders, JavaRDD<Integer> data, int elements, int rounds) {
        Map<String, double[]> seconds = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                long started = System.nanoTime();
                double[] sums = contender.getValue().run(data, elements);
                double taken = (System.nanoTime() - started) * 1e-9;
                if (sums[elements - 1] != data.getNumPartitions() * (data.getNumPartitions() - 1) / 2.0) {
                    throw new AssertionError(contender.getKey() + " gave " + sums[elements - 1]);
                }
                if (round >= 0) {
                    seconds.computeIfAbsent(contender.getKey(), name -> new double[rounds])[round] = taken;
                }
            }
        }
        StringBuilder line =
                new StringBuilder("%,d elements x %d partitions:".formatted(elements, data.getNumPartitions()));
        double first = median(seconds.values().iterator().next());
        seconds.forEach((name, times) -> line.append(
                String.format(Locale.ROOT, " %s %.3f s (%.2f)", name, median(times), median(times) / first)));
        return line.toString();
    }

    private static double[] own(GradientAggregator aggregator, JavaRDD<Integer> data, int elements) {
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
        Arrays.fill(array, value);
        return array;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
