package dev.collimate.tables;

import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.LocalSpark;
import dev.collimate.benchmark.Machine;
import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import dev.collimate.benchmark.SpreadText;
import dev.collimate.map.LinearMap;
import dev.collimate.rows.VectorCodecs;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Times the reading of vectors in other forms beside that of arrays, and the join of two tables beside the reading of both,
 * and writes its sections of src/site/benchmarks.md. Everything ends in Spark's no-op sink.
 */
final class ReadingSuite {
    /** After as many, times fall no more. */
    private static final int WARM_UPS = 10;

    private static final int ROUNDS = Integer.getInteger("scaling.rounds", 9);
    private static final int DIM = 384;
    private static final double SHARE = Double.parseDouble(System.getProperty("scaling.share", "1"));
    private static final int ROWS = (int) (200_000 * SHARE);
    private static final int KEYS = (int) (1_000_000 * SHARE);
    private static final int KEY_DIM = 64;
    private static final double MEGA = 1e6;
    private static final String ARRAY = "array<float>";
    private static final String TEXT = "pgvector text";
    private static final String BYTES = "float32 bytes";
    private static final String NPY = "npy";
    private static final String BEFORE = "before ";

    private final SparkSession spark;
    private final Path folder;

    private ReadingSuite(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("reading");
        try {
            try (SparkSession spark = LocalSpark.start(1)) {
                BenchmarksFile.ofProject()
                        .replace(
                                "encodings",
                                Machine.describe() + ".\n\n" + new ReadingSuite(spark, folder).encodings());
            }
            try (SparkSession spark = LocalSpark.start(2)) {
                BenchmarksFile.ofProject()
                        .replace("join", Machine.describe() + ".\n\n" + new ReadingSuite(spark, folder).join());
            }
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private String encodings() throws IOException {
        Dataset<Row> rows = SyntheticPairs.generate(spark, new LinearMap(DIM, 1, false), ROWS, 0.5, 1, 4)
                .select("x")
                .cache();
        rows.write().parquet(path(ARRAY));
        rows.select(VectorCodecs.encode(new VectorText(",", ",", "[", "]"), functions.col("x"))
                        .as("x"))
                .write()
                .parquet(path(TEXT));
        rows.select(VectorCodecs.encode(new Float32Bytes(), functions.col("x")).as("x"))
                .write()
                .parquet(path(BYTES));
        new VectorFileOutput(
                        spark,
                        new WriteSettings(path(NPY), NPY, Map.of(), OutputMode.ERRORIFEXISTS, List.of()),
                        new WrittenVectors("x", DIM, Optional.empty()))
                .write(rows, rows, Optional.empty());
        double textBytes = spark.read()
                .parquet(path(TEXT))
                .agg(functions.sum(functions.octet_length(functions.col("x"))))
                .head()
                .getLong(0);
        rows.unpersist();
        Map<String, Supplier<Dataset<Row>>> forms = new LinkedHashMap<>();
        forms.put(ARRAY, () -> spark.read().parquet(path(ARRAY)));
        forms.put(TEXT, () -> decoded(TEXT, VectorForms.DETECTED));
        forms.put(BYTES, () -> decoded(BYTES, new VectorForm("float32", null)));
        forms.put(NPY, this::npy);
        Rounds rounds = new Rounds();
        forms.forEach((form, read) -> rounds.add(BEFORE + form, read::get).add(form, () -> sink(read.get())));
        Map<String, Spread> seconds = rounds.run(WARM_UPS, ROUNDS);
        StringBuilder table = new StringBuilder("""
                | form | MB | before the first row, s | seconds | MB/s of one core | beside the array | bar |
                |---|---:|---:|---:|---:|---:|---:|
                """);
        double floatBytes = (double) ROWS * DIM * Float.BYTES;
        line(table, seconds, ARRAY, floatBytes, "");
        line(table, seconds, TEXT, textBytes, "≥ 60 MB/s");
        line(table, seconds, BYTES, floatBytes, "≤ 1.1 ×");
        line(table, seconds, NPY, floatBytes, "≥ 300 MB/s");
        return table.toString();
    }

    private static void line(StringBuilder table, Map<String, Spread> seconds, String form, double bytes, String bar) {
        Spread spread = seconds.get(form);
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.2f | %s | %.0f | %.2f | %s |%n",
                form,
                bytes / MEGA,
                seconds.get(BEFORE + form).median(),
                SpreadText.of(spread, 3),
                bytes / MEGA / spread.median(),
                spread.median() / seconds.get(ARRAY).median(),
                bar));
    }

    private Dataset<Row> decoded(String form, VectorForm stored) {
        return new VectorInput(spark.read().parquet(path(form)), stored)
                .vector("--features-col", "x")
                .dataset()
                .select("x");
    }

    private Dataset<Row> npy() {
        try {
            return new InputReader(spark, new ReadSettings(NPY, Map.of(), false))
                    .read(TableSource.ofPath(path(NPY) + "/predictions.npy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String join() {
        Dataset<Row> rows = SyntheticPairs.generate(spark, new LinearMap(KEY_DIM, KEY_DIM, false), KEYS, 0.5, 1, 8);
        rows.select("id", "x").write().parquet(path("old"));
        rows.select("id", "y").repartition(8).write().parquet(path("new"));
        Map<String, Spread> seconds = new Rounds()
                .add("read both", () -> {
                    sink(spark.read().parquet(path("old")));
                    sink(spark.read().parquet(path("new")));
                })
                .add("count", () -> joined())
                .add("join", () -> sink(joined()))
                .run(WARM_UPS, ROUNDS);
        return String.format(
                Locale.ROOT,
                """
                | keys of a side | numbers of a vector | read both, s | count the keys, s | count the keys and join, s | ratio | bar |
                |---:|---:|---:|---:|---:|---:|---:|
                | %,d | %d | %s | %s | %s | %.2f | ≤ 4 |
                """,
                KEYS,
                KEY_DIM,
                SpreadText.of(seconds.get("read both"), 2),
                SpreadText.of(seconds.get("count"), 2),
                SpreadText.of(seconds.get("join"), 2),
                seconds.get("join").median() / seconds.get("read both").median());
    }

    /** The keys are counted at once, the rows are joined when they are read. */
    private Dataset<Row> joined() {
        List<SelectedColumn> key = List.of(new SelectedColumn("--key", "id"));
        return new KeyedPairReader(
                        new PairSelection(
                                new SelectedColumn("--features-col", "x"),
                                VectorForms.DETECTED,
                                new SelectedColumn("--label-col", "y"),
                                VectorForms.DETECTED,
                                List.of(),
                                List.of(),
                                List.of()),
                        new KeySettings(key, key, DuplicateKeys.ERROR, false))
                .read(spark.read().parquet(path("old")), spark.read().parquet(path("new")))
                .rows();
    }

    private static void sink(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }

    private String path(String name) {
        return folder.resolve(name.replace('<', '-').replace('>', '-')).toString();
    }
}
