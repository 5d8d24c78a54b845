package dev.collimate.cli;

import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.LocalSpark;
import dev.collimate.benchmark.Machine;
import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import dev.collimate.benchmark.SpreadText;
import dev.collimate.map.LinearMap;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;

/**
 * Times doctor, without its estimate, beside a plain read of the same columns into Spark's no-op sink, and writes its
 * section of src/site/benchmarks.md. The properties scaling.share and scaling.rounds make rows and repetitions fewer.
 */
final class DoctorSuite {
    private static final int DIM = 64;
    private static final int ROWS = (int) (1e6 * Double.parseDouble(System.getProperty("scaling.share", "1")));
    private static final int ROUNDS = Integer.getInteger("scaling.rounds", 9);

    /** After as many, times fall no more. */
    private static final int WARM_UPS = 10;

    private static final int FILES = 16;
    private static final double NOISE = 0.5;

    /** What the bar grants to Spark's start of jobs, beside three times a plain read. */
    private static final double GRANTED_SECONDS = 10;

    private DoctorSuite() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("doctor");
        try (SparkSession spark = LocalSpark.start(2)) {
            String input = folder.resolve("input").toString();
            SyntheticPairs.generate(spark, new LinearMap(DIM, DIM, true), ROWS, NOISE, 1, FILES)
                    .select("x", "y")
                    .write()
                    .parquet(input);
            BenchmarksFile.ofProject().replace("doctor", table(spark, input));
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private static String table(SparkSession spark, String input) throws IOException {
        Map<String, Spread> seconds = new Rounds()
                .add("read", () -> spark.read()
                        .parquet(input)
                        .write()
                        .format("noop")
                        .mode("overwrite")
                        .save())
                .add("doctor", () -> CommandRun.on(spark, "doctor", "--estimate", "false", "--input", input)
                        .result())
                .run(WARM_UPS, ROUNDS);
        Spread read = seconds.get("read");
        return String.format(
                Locale.ROOT,
                """
                %s.

                | rows | numbers of x and of y | plain read, s | doctor, s | bar: 3 × plain read + %.0f s |
                |---:|---:|---:|---:|---:|
                | %,d | %d | %s | %s | ≤ %.2f |
                """,
                Machine.describe(),
                GRANTED_SECONDS,
                ROWS,
                DIM,
                SpreadText.of(read, 2),
                SpreadText.of(seconds.get("doctor"), 2),
                3 * read.median() + GRANTED_SECONDS);
    }
}
