package dev.collimate.benchmark;

import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.SyntheticPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The time to map a Parquet file of vectors beside the time to read the same file and write a column of the same size
 * with no model, in turns, so that both see the same machine. Once with all columns kept, once with the prediction and
 * the key alone. After {@code mvn -DskipTests package}:
 *
 * <pre>java -Xmx4g [Spark's --add-opens and --add-modules, see pom.xml] -cp target/classes:target/test-classes:[test class
 * path of mvn dependency:build-classpath] dev.collimate.benchmark.PredictionBenchmark FOLDER [ROWS [DIM [ROUNDS]]]</pre>
 */
public final class PredictionBenchmark {
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

    private void compare(String name, Query plain, Query mapped) {
        double[] plainSeconds = new double[rounds];
        double[] mappedSeconds = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double first = write(plain);
            double second = write(mapped);
            if (round >= 0) {
                plainSeconds[round] = first;
                mappedSeconds[round] = second;
            }
        }
        double ratio = median(mappedSeconds) / median(plainSeconds);
        System.out.printf(
                Locale.ROOT,
                "%s: no model %.2f s (%s), model %.2f s (%s), ratio %.3f%n",
                name,
                median(plainSeconds),
                spread(plainSeconds),
                median(mappedSeconds),
                spread(mappedSeconds),
                ratio);
    }

    private double write(Query query) {
        long started = System.nanoTime();
        query.of(spark.read().parquet(folder + "/input"))
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder + "/output");
        return (System.nanoTime() - started) * 1e-9;
    }

    private static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String spread(double[] seconds) {
        return String.format(
                Locale.ROOT,
                "%.2f to %.2f",
                Arrays.stream(seconds).min().orElseThrow(),
                Arrays.stream(seconds).max().orElseThrow());
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200_000;
        int dim = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 384;
        int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 5;
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate()) {
            LinearMap map = new LinearMap(dim, dim, true);
            if (!Files.exists(folder.resolve("input"))) {
                SyntheticPairs.generate(spark, map, rows, 0.1, 1, 8)
                        .select("id", "x")
                        .write()
                        .parquet(folder + "/input");
            }
            AngularRegressionModel model = new AngularRegression()
                    .setFeaturesCol("x")
                    .setLabelCol("y")
                    .setMaxIter(0)
                    .setInitMode("random")
                    .fit(SyntheticPairs.generate(spark, map, 1000, 0.1, 1, 1));
            PredictionBenchmark benchmark = new PredictionBenchmark(spark, folder.toString(), rounds);
            benchmark.compare("all columns", input -> input.selectExpr("*", "x AS prediction"), model::transform);
            benchmark.compare(
                    "prediction and key",
                    input -> input.selectExpr("id", "x AS prediction"),
                    input -> model.transform(input).select("id", "prediction"));
        }
    }
}
