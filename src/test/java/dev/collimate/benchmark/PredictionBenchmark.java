package dev.collimate.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The time to map a Parquet file of vectors beside the time to read the same file and write a column of the same size
 * with no model, in turns, so that both see the same machine. Once with all columns kept, once with the prediction and
 * the key alone. src/site/benchmarks.md says how to run it. Arguments: rows, dimension, rounds; without any it writes its section
 * of that file.
 */
public final class PredictionBenchmark {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final SparkSession spark;
    private final String folder;
    private final int rounds;

    private PredictionBenchmark(SparkSession spark, String folder, int rounds) {
        this.spark = spark;
        this.folder = folder;
        this.rounds = rounds;
    }

    /** A query to write. */
    private interface Query {
        Dataset<Row> of(Dataset<Row> input);
    }

    private String compare(String name, Query plain, Query mapped) {
        Times plainTimes = new Times(rounds);
        Times mappedTimes = new Times(rounds);
        for (int round = -1; round < rounds; round++) {
            write(plain, plainTimes, round);
            write(mapped, mappedTimes, round);
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.3f | %.3f |%n",
                name,
                plainTimes,
                mappedTimes,
                median(mappedTimes.wall) / median(plainTimes.wall),
                median(mappedTimes.processor) / median(plainTimes.processor));
    }

    /** Seconds by the clock and of processor time, of each round. */
    private static final class Times {
        private final double[] wall;
        private final double[] processor;

        Times(int rounds) {
            wall = new double[rounds];
            processor = new double[rounds];
        }

        @Override
        public String toString() {
            double[] sorted = wall.clone();
            Arrays.sort(sorted);
            return String.format(
                    Locale.ROOT, "%.2f (%.2f to %.2f)", median(wall), sorted[0], sorted[sorted.length - 1]);
        }
    }

    /** @param round below 0 for one that only warms up */
    private void write(Query query, Times times, int round) {
        long started = System.nanoTime();
        long busy = PROCESS.getProcessCpuTime();
        query.of(spark.read().parquet(folder + "/input"))
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder + "/output");
        if (round >= 0) {
            times.wall[round] = (System.nanoTime() - started) * 1e-9;
            times.processor[round] = (PROCESS.getProcessCpuTime() - busy) * 1e-9;
        }
    }

    private static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private String report(AngularRegressionModel model) throws IOException {
        return Machine.describe() + ".\n\n"
                + "| columns written | no model, s | model, s | ratio (bar: ≤ 1.6) | ratio of processor time |\n"
                + "|---|---:|---:|---:|---:|\n"
                + compare("all", input -> input.selectExpr("*", "x AS prediction"), model::transform)
                + compare(
                        "key and prediction",
                        input -> input.selectExpr("id", "x AS prediction"),
                        input -> model.transform(input).select("id", "prediction"));
    }

    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int dim = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 384;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path folder = Files.createTempDirectory("prediction-benchmark");
        try (SparkSession spark = LocalSpark.start(2)) {
            LinearMap map = new LinearMap(dim, dim, true);
            SyntheticPairs.generate(spark, map, rows, 0.1, 1, 8)
                    .select("id", "x")
                    .write()
                    .parquet(folder + "/input");
            AngularRegressionModel model = new AngularRegression()
                    .setFeaturesCol("x")
                    .setLabelCol("y")
                    .setMaxIter(0)
                    .setInitMode("random")
                    .fit(SyntheticPairs.generate(spark, map, 1000, 0.1, 1, 1));
            String report = new PredictionBenchmark(spark, folder.toString(), rounds).report(model);
            System.out.println(report);
            if (arguments.length == 0) {
                BenchmarksFile.ofProject().replace("prediction", report);
            }
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }
}
