package dev.collimate.benchmark;

import dev.collimate.ml.AngularRegression;
import java.io.IOException;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** Runs what the command benchmark runs, for the shapes that have a bar, and writes its section of src/site/benchmarks.md. */
public final class EfficiencySuite {
    private static final int CORES = 2;
    private static final int STEPS = 21;
    private static final int WARM_UP_SECONDS = 10;
    private static final double GIGA = 1e9;

    private EfficiencySuite() {}

    public static void main(String[] arguments) throws IOException {
        StringBuilder report = new StringBuilder(Machine.describe()).append("""
                .

                | map | rows | seconds of a step | GFLOP/s | GFLOP/s of its products alone | efficiency | bar |
                |---|---:|---:|---:|---:|---:|---:|
                """);
        try (SparkSession spark = LocalSpark.start(CORES)) {
            // The first steps of a JVM now and then take a third longer, however long it was warmed up with few rows.
            line(spark, "", linear(), 384, 65_536, "");
            report.append(line(spark, "linear 384 → 384", linear(), 384, 65_536, "≥ 0.80"))
                    .append(line(spark, "linear 384 → 384", linear(), 384, 131_072, "≥ 0.80"))
                    .append(line(spark, "linear 768 → 768", linear(), 768, 65_536, "≥ 0.85"))
                    .append(line(spark, "perceptron 384-768-384", perceptron(), 384, 65_536, "≥ 0.60"));
            BenchmarksFile.ofProject().replace("step against sgemm", report.toString());
        }
    }

    private static AngularRegression linear() {
        return new AngularRegression().setFeaturesCol("x").setLabelCol("y");
    }

    private static AngularRegression perceptron() {
        return linear().setMap("mlp").setLayers(new int[] {384, 768, 384});
    }

    private static String line(
            SparkSession spark, String name, AngularRegression settings, int dim, long rows, String bar) {
        StepTimes times = new StepBenchmark(
                        settings.fitSettings(), new StepBenchmark.Scale(dim, dim, rows, 0, STEPS, WARM_UP_SECONDS))
                .run(spark);
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %.1f | %s | %s | %s |%n",
                name,
                rows,
                SpreadText.of(times.stepSeconds(), 4),
                times.stepRate() / GIGA,
                SpreadText.of(times.productRate(), GIGA, 1),
                SpreadText.of(times.efficiency(), 3),
                bar);
    }
}
