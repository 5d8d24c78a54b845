package dev.collimate.distributed;

import com.sun.management.OperatingSystemMXBean;
import dev.collimate.data.BadRows;
import dev.collimate.loss.CosineLoss;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.objective.AngularObjective;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Times what a fit does up to its first gradient (decode, checks, blocks, cache, step) beside a plain read of the same
 * columns into Spark's no-op sink, in rounds that take turns, and prints medians of wall-clock and of CPU seconds of the
 * JVM. Arguments: folder of a Parquet data set with the columns x and y of arrays of floats (written there if it does not
 * exist), rows, dimension of both, rounds.
 */
final class FirstPassTimes {
    private final SparkSession spark;
    private final String path;
    private final int dim;

    private FirstPassTimes(SparkSession spark, String path, int dim) {
        this.spark = spark;
        this.path = path;
        this.dim = dim;
    }

    public static void main(String[] arguments) throws Exception {
        int dim = Integer.parseInt(arguments[2]);
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .getOrCreate()) {
            FirstPassTimes times = new FirstPassTimes(spark, arguments[0], dim);
            if (!java.nio.file.Files.exists(java.nio.file.Path.of(arguments[0]))) {
                times.write(Long.parseLong(arguments[1]));
            }
            times.run(Integer.parseInt(arguments[3]));
        }
    }

    private void write(long rows) {
        LinearMap map = new LinearMap(dim, dim, true);
        float[] parameters = new float[map.layout().size()];
        Arrays.fill(parameters, 0.1f);
        SyntheticRows.generate(spark, map, parameters, rows, 0.5, 1, 8)
                .select("x", "y")
                .write()
                .parquet(path);
    }

    private void run(int rounds) {
        Map<String, Runnable> contenders = new LinkedHashMap<>();
        contenders.put("plain read", this::plainRead);
        contenders.put("read into blocks", () -> blocks(false));
        contenders.put("first pass", () -> blocks(true));
        Map<String, double[][]> seconds = new LinkedHashMap<>();
        contenders.keySet().forEach(name -> seconds.put(name, new double[2][rounds]));
        for (int round = -2; round < rounds; round++) {
            for (Map.Entry<String, Runnable> contender : contenders.entrySet()) {
                long started = System.nanoTime();
                long startedCpu = cpu();
                contender.getValue().run();
                if (round >= 0) {
                    seconds.get(contender.getKey())[0][round] = (System.nanoTime() - started) * 1e-9;
                    seconds.get(contender.getKey())[1][round] = (cpu() - startedCpu) * 1e-9;
                }
            }
        }
        double[] plain = {median(seconds.get("plain read")[0]), median(seconds.get("plain read")[1])};
        seconds.forEach((name, taken) -> System.out.printf(
                Locale.ROOT,
                "%s: wall %.3f s (%.2f), CPU %.3f s (%.2f)%n",
                name,
                median(taken[0]),
                median(taken[0]) / plain[0],
                median(taken[1]),
                median(taken[1]) / plain[1]));
    }

    private Dataset<Row> data() {
        return spark.read().parquet(path).select("x", "y");
    }

    private void plainRead() {
        data().write().format("noop").mode("overwrite").save();
    }

    private void blocks(boolean step) {
        try (ResourceScope scope = new ResourceScope()) {
            BlockDataset blocks = BlockDataset.load(
                    data(),
                    new PairColumns("x", "y", null, null),
                    new BlockDataset.Settings(BadRows.FAIL, 0, 0),
                    scope);
            if (step) {
                AngularObjective objective = new AngularObjective(
                        new LinearMap(dim, dim, true), new CosineLoss(), AngularObjective.Reduction.MEAN);
                new DistributedFunction(
                                objective,
                                blocks,
                                new DistributedFunction.Settings(BlasChoice.AUTO, 1, 0, 0),
                                report -> {})
                        .evaluate(objective.map().initialParameters(1));
            }
        }
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
