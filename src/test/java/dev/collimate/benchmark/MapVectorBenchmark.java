package dev.collimate.benchmark;

import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.sql.CollimateFunctions;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The time of map_vector beside that of the model's transform of the same Parquet file, both into Spark's no-op sink, in
 * turns. Arguments: rows, dimension, rounds. src/site/benchmarks.md says how to run it.
 */
public final class MapVectorBenchmark {
    private MapVectorBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int dim = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 384;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path folder = Files.createTempDirectory("map-vector-benchmark");
        try (SparkSession spark = SparkSession.builder()
                .config(LocalSpark.conf(2).set("spark.sql.extensions", CollimateFunctions.class.getName()))
                .getOrCreate()) {
            LinearMap map = new LinearMap(dim, dim, true);
            String input = folder + "/input";
            SyntheticPairs.generate(spark, map, rows, 0.1, 1, 8)
                    .select("id", "x")
                    .write()
                    .parquet(input);
            AngularRegressionModel model = new AngularRegression()
                    .setFeaturesCol("x")
                    .setLabelCol("y")
                    .setMaxIter(0)
                    .setInitMode("random")
                    .fit(SyntheticPairs.generate(spark, map, 1000, 0.1, 1, 1));
            model.write().save(folder + "/model");
            CollimateFunctions.registerModel(spark, "m", folder + "/model");
            Map<String, Spread> seconds = new Rounds()
                    .add("transform", () -> run(model.transform(spark.read().parquet(input))))
                    .add(
                            "map_vector",
                            () -> run(spark.read().parquet(input).selectExpr("*", "map_vector('m', x) AS p")))
                    .run(1, rounds);
            System.out.printf(
                    Locale.ROOT,
                    "%s.%n%d rows, %d to %d: transform %s s, map_vector %s s, ratio %.3f (bar: <= 1.3)%n",
                    Machine.describe(),
                    rows,
                    dim,
                    dim,
                    SpreadText.of(seconds.get("transform"), 2),
                    SpreadText.of(seconds.get("map_vector"), 2),
                    seconds.get("map_vector").median()
                            / seconds.get("transform").median());
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private static void run(Dataset<Row> rows) {
        rows.write().format("noop").mode(SaveMode.Overwrite).save();
    }
}
