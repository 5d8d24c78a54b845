package dev.collimate.benchmark;

import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.ml.AngularRegression;
import dev.collimate.synthetic.SyntheticPairs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.SparkSession;

/**
 * Default fits of wide vectors, from Parquet to parameters, by their phases and beside the matrix products that they cannot
 * do without: a section of src/site/benchmarks.md. Its arguments are a folder for the pairs and the name of the section's
 * table, which says what instructions OpenBLAS is told to use.
 */
public final class WideFitSuite {
    private static final int CORES = 2;
    private static final int MOST_PASSES = 5;
    private static final double GIGA = 1e9;

    /** GFLOP/s of the machine that the bar in seconds is of. */
    private static final double RATE_OF_BAR = 105;

    private static final double SECONDS_OF_BAR = 45;

    private record Shape(int inputDim, int outputDim, int rows, String bar) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(384, 384, 200_000, ""),
            new Shape(768, 768, 100_000, ""),
            new Shape(1536, 1536, 100_000, "decompositions ≤ 25 %"),
            new Shape(3072, 1024, 20_000, "fit"));

    private record Rates(double single, double twice) {}

    private WideFitSuite() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected a folder for the pairs and the name of a table");
        }
        StringBuilder table = new StringBuilder(Machine.describe()).append("""
                .

                | pairs | sgemm, dgemm, GFLOP/s | fit, s | read | moments | decompositions | passes | products alone, s | bar |
                |---:|---:|---:|---:|---:|---:|---:|---:|---|
                """);
        try (SparkSession spark = LocalSpark.start(CORES)) {
            // What a JVM does once.
            Path folder = Path.of(arguments[0]);
            fit(spark, generated(spark, new Shape(384, 384, 20_000, ""), folder));
            for (Shape shape : SHAPES) {
                table.append(line(spark, shape, folder));
            }
        }
        BenchmarksFile.ofProject().replace(arguments[1], table.toString());
    }

    private static String line(SparkSession spark, Shape shape, Path folder) throws Exception {
        String pairs = generated(spark, shape, folder);
        Rates before = rates();
        long started = System.nanoTime();
        TrainingSummary summary = fit(spark, pairs);
        double seconds = (System.nanoTime() - started) / GIGA;
        Rates after = rates();
        double single = (before.single + after.single) / 2;
        double twice = (before.twice + after.twice) / 2;
        double square = (double) shape.inputDim * shape.inputDim;
        double both = 2.0 * shape.inputDim * shape.outputDim;
        int passes = Math.min(MOST_PASSES, summary.passes() - 1);
        double products = shape.rows * ((square + both) / twice + 2 * passes * both / single) / GIGA;
        return String.format(
                Locale.ROOT,
                "| %,d × (%,d → %,d) | %.0f, %.0f | %.1f | %.1f | %.1f | %.1f (%.0f %%) | %.1f | %.1f | %s |%n",
                shape.rows,
                shape.inputDim,
                shape.outputDim,
                single,
                twice,
                seconds,
                PhaseSeconds.of(summary, "read"),
                PhaseSeconds.of(summary, "moments"),
                PhaseSeconds.ofDecompositions(summary),
                100 * PhaseSeconds.ofDecompositions(summary) / seconds,
                PhaseSeconds.of(summary, "passes"),
                products,
                shape.bar.equals("fit")
                        ? String.format(Locale.ROOT, "fit ≤ %.1f s", SECONDS_OF_BAR * RATE_OF_BAR / single)
                        : shape.bar);
    }

    private static String generated(SparkSession spark, Shape shape, Path folder) {
        String pairs = folder.resolve(shape.inputDim + "-" + shape.outputDim + "-" + shape.rows)
                .toString();
        LinearMap map = new LinearMap(shape.inputDim, shape.outputDim, true);
        SyntheticPairs.generate(spark, map, shape.rows, 0.5, 1, 8)
                .write()
                .mode("ignore")
                .parquet(pairs);
        return pairs;
    }

    private static TrainingSummary fit(SparkSession spark, String pairs) {
        return new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .fit(spark.read().parquet(pairs))
                .summary()
                .orElseThrow();
    }

    private static Rates rates() throws Exception {
        return new Rates(rate(Precision.FLOAT), rate(Precision.DOUBLE));
    }

    /** GFLOP/s of square products on all cores at a time. */
    private static double rate(Precision precision) throws Exception {
        int n = 1024;
        int turns = 40;
        ExecutorService threads = Executors.newFixedThreadPool(CORES);
        try {
            Callable<Void> work = () -> {
                Matrix a = precision.zeros(n, n);
                for (int i = 0; i < n * n; i++) {
                    a.set(i / n, i % n, HashRandom.uniform(1, i) - 0.5);
                }
                Matrix c = precision.zeros(n, n);
                for (int turn = 0; turn < turns; turn++) {
                    Blas.of(BlasChoice.AUTO).gemm(false, false, 1, a, a, 0, c);
                }
                return null;
            };
            threads.invokeAll(List.of(work, work));
            long started = System.nanoTime();
            threads.invokeAll(List.of(work, work));
            return 2.0 * n * n * n * turns * CORES / (System.nanoTime() - started);
        } finally {
            threads.shutdown();
        }
    }
}
