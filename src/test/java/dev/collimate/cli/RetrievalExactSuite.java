package dev.collimate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.LocalSpark;
import dev.collimate.benchmark.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the retrieval command with a plain loop in double, in both directions: all measures of every line of its table, the
 * baselines among them, on all rows of a data set, of which those of test ask. Writes what both find into
 * src/site/benchmarks.md; ends with an error where a number differs. Its argument is a folder with the folders train and test
 * of pairs, columns x and y.
 */
final class RetrievalExactSuite {
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("x", DataTypes.createArrayType(DataTypes.FloatType))
            .add("y", DataTypes.createArrayType(DataTypes.FloatType));
    private static final List<String> SHOWN = List.of("recall@10", "recall@1", "mrr", "selfMrr", "ndcg@10");

    private final SparkSession spark;
    private final Path folder;
    private final String test;
    private final String train;
    private final List<Row> rows;
    private final SearchedVectors vectors;
    private final PlainRetrieval plain;
    private int compared;

    private RetrievalExactSuite(SparkSession spark, Path data, Path folder) {
        this.spark = spark;
        this.folder = folder;
        this.rows = new ArrayList<>();
        this.test = write(data, "test");
        int queries = rows.size();
        this.train = write(data, "train");
        this.vectors = SearchedVectors.fit(
                spark, spark.createDataFrame(rows, SCHEMA).coalesce(1), train, "--map linear", folder.toString());
        this.plain = new PlainRetrieval(
                rows.stream().map(row -> row.getString(0)).toArray(String[]::new), vectors.y(), queries);
    }

    /** With keys. */
    private String write(Path data, String name) {
        List<Row> keyed = new ArrayList<>();
        Dataset<Row> pairs = spark.read().parquet(data.resolve(name).toString()).select("x", "y");
        for (Row row : pairs.collectAsList()) {
            keyed.add(RowFactory.create(
                    String.format(Locale.ROOT, "%08d", rows.size() + keyed.size()), row.getList(0), row.getList(1)));
        }
        String path = folder.resolve(name).toString();
        spark.createDataFrame(keyed, SCHEMA).coalesce(1).write().parquet(path);
        rows.addAll(spark.read().parquet(path).orderBy("id").collectAsList());
        return path;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected the folder of pairs, with train and test in it");
        }
        Path folder = Files.createTempDirectory("retrieval-exact");
        try (SparkSession spark = LocalSpark.start(2)) {
            RetrievalExactSuite suite = new RetrievalExactSuite(spark, Path.of(arguments[0]), folder);
            BenchmarksFile.ofProject().replace("retrieval-exact", suite.report());
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private String report() throws IOException {
        StringBuilder table = new StringBuilder("| side | search | " + String.join(" | ", SHOWN) + " |\n|---|---|"
                + "---:|".repeat(SHOWN.size()) + "\n");
        for (String side : List.of("query", "store")) {
            JsonNode result = CommandRun.on(
                            spark,
                            Arguments.of("retrieval --key id --max-queries 1000000 --mapped " + side + " --input "
                                    + test + " --corpus " + train + " --training " + train + " --model "
                                    + vectors.model()))
                    .result();
            for (JsonNode search : result.get("searches")) {
                table.append(line(side, search.get("name").asText(), search.get("measures")));
            }
        }
        return String.format(
                Locale.ROOT,
                "%s. %d measures of %d rows, all equal.%n%n%s",
                Machine.describe(),
                compared,
                rows.size(),
                table);
    }

    private String line(String side, String name, JsonNode measures) {
        SearchedVectors.Sides sides = vectors.of(name, side);
        Map<String, Double> expected = plain.measures(sides.asking(), sides.asked());
        if (measures.size() != expected.size()) {
            throw new IllegalStateException(side + ", " + name + ": the command has " + measures.size()
                    + " measures, the plain loop " + expected.size() + "; teach it the rest");
        }
        for (Map.Entry<String, Double> each : expected.entrySet()) {
            double found = measures.at("/" + each.getKey() + "/value").asDouble();
            if (found != each.getValue()) {
                throw new IllegalStateException(side + ", " + name + ", " + each.getKey() + ": the command finds "
                        + found + ", the plain loop " + each.getValue());
            }
            compared++;
        }
        StringBuilder line = new StringBuilder("| " + side + " | " + name);
        SHOWN.forEach(measure -> line.append(String.format(Locale.ROOT, " | %.5f", expected.get(measure))));
        return line.append(" |\n").toString();
    }
}
