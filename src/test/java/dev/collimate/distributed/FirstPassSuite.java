package dev.collimate.distributed;

import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.LocalSpark;
import dev.collimate.benchmark.Machine;
import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadRows;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.objective.AngularObjective;
import dev.collimate.rows.PairColumns;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Times what a fit does up to its first gradient (decode, checks, blocks, cache, step) beside a plain read of the same
 * columns into Spark's no-op sink, and beside a later pass over cached blocks, and writes the results into src/site/benchmarks.md.
 * The properties scaling.share and scaling.rounds make rows and repetitions fewer, for a trial.
 */
final class FirstPassSuite {
    private static final int WARM_UPS = 2;
    private static final long NUMBERS = (long) (160e6 * Double.parseDouble(System.getProperty("scaling.share", "1")));
    private static final int[] DIMS = {64, 384};
    private static final int FILES = 8;
    private static final double NOISE = 0.5;
    private static final long SEED = 1;
    private static final String PLAIN = "plain read";
    private static final String BLOCKS = "cached blocks";
    private static final String LATER_PASS = "later pass";
    private static final String FIRST_PASS = "first pass";

    private final SparkSession spark;
    private final LinearMap map;
    private final String path;

    private FirstPassSuite(SparkSession spark, int dim, String path) {
        this.spark = spark;
        this.map = new LinearMap(dim, dim, true);
        this.path = path;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("first-pass");
        StringBuilder report = new StringBuilder(Machine.describe()).append("""
                .

                | shape | rows | plain read, s | cached blocks, s | later pass, s | first pass, s | first pass / plain read | bar |
                |---|---:|---:|---:|---:|---:|---:|---:|
                """);
        try (SparkSession spark = LocalSpark.start(ScalingSuite.CORES)) {
            for (int dim : DIMS) {
                long rows = NUMBERS / (2 * dim);
                FirstPassSuite suite = new FirstPassSuite(spark, dim, folder + "/" + dim);
                suite.write(rows);
                report.append(suite.line(rows));
            }
            BenchmarksFile.ofProject().replace("first pass", report.toString());
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private void write(long rows) {
        SyntheticPairs.generate(spark, map, rows, NOISE, SEED, FILES)
                .select("x", "y")
                .write()
                .parquet(path);
    }

    private String line(long rows) {
        Map<String, Spread> seconds;
        try (ResourceScope scope = new ResourceScope()) {
            Runnable laterPass = step(blocks(scope));
            seconds = new Rounds()
                    .add(PLAIN, () -> data().write()
                            .format("noop")
                            .mode("overwrite")
                            .save())
                    .add(BLOCKS, this::readIntoBlocks)
                    .add(LATER_PASS, laterPass)
                    .add(FIRST_PASS, this::firstPass)
                    .run(WARM_UPS, ScalingSuite.ROUNDS);
        }
        Spread plain = seconds.get(PLAIN);
        Spread firstPass = seconds.get(FIRST_PASS);
        return String.format(
                Locale.ROOT,
                "| %d → %d | %,d | %s | %s | %s | %s | %.2f | ≤ 2 |%n",
                map.inputDim(),
                map.outputDim(),
                rows,
                ScalingSuite.text(plain),
                ScalingSuite.text(seconds.get(BLOCKS)),
                ScalingSuite.text(seconds.get(LATER_PASS)),
                ScalingSuite.text(firstPass),
                firstPass.median() / plain.median());
    }

    private Dataset<Row> data() {
        return spark.read().parquet(path).select("x", "y");
    }

    private void readIntoBlocks() {
        try (ResourceScope scope = new ResourceScope()) {
            blocks(scope);
        }
    }

    private void firstPass() {
        try (ResourceScope scope = new ResourceScope()) {
            step(blocks(scope)).run();
        }
    }

    private BlockDataset blocks(ResourceScope scope) {
        return BlockSource.open(
                        data(), new PairColumns("x", "y", null, null), new BlockDataset.Settings(BadRows.FAIL, 0, 0))
                .load(scope);
    }

    private Runnable step(BlockDataset blocks) {
        DistributedFunction function = new DistributedFunction(
                new AngularObjective(map, new CosineLoss(), Reduction.MEAN),
                blocks,
                new DistributedFunction.Settings(BlasChoice.AUTO, 1, SEED, 0),
                report -> {});
        double[] point = map.initialParameters(SEED);
        return () -> function.evaluate(point);
    }
}
