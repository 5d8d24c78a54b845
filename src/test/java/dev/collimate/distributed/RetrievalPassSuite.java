package dev.collimate.distributed;

import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.LocalSpark;
import dev.collimate.benchmark.Machine;
import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadRows;
import dev.collimate.evaluation.NeighbourMeasures;
import dev.collimate.evaluation.QueryOutcomes;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Floats;
import dev.collimate.math.HashRandom;
import dev.collimate.rows.PairColumns;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Times a search of 1,000 queries over 1,000,000 documents of 384 numbers (the ceiling, doing nothing, the naive swap and a
 * map) beside a plain read of the same columns into Spark's no-op sink and beside the matrix products alone, and writes the
 * results into src/site/benchmarks.md. The properties scaling.share and scaling.rounds make documents and repetitions
 * fewer, for a trial.
 */
final class RetrievalPassSuite {
    private static final int DIM = 384;
    private static final int QUERIES = 1000;
    private static final long DOCUMENTS = (long) (1e6 * Double.parseDouble(System.getProperty("scaling.share", "1")));
    private static final int FILES = 16;
    private static final int BLOCK_ROWS = 1024;
    private static final int QUERY_ROWS = 500;
    private static final double NOISE = 0.5;
    private static final String PLAIN = "plain read";
    private static final String PRODUCTS = "products";
    private static final String RETRIEVAL = "retrieval";

    private final SparkSession spark;
    private final LinearMap map = new LinearMap(DIM, DIM, true);
    private final Path folder;

    private RetrievalPassSuite(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("retrieval-pass");
        try (SparkSession spark = LocalSpark.start(ScalingSuite.CORES)) {
            RetrievalPassSuite suite = new RetrievalPassSuite(spark, folder);
            suite.write("input", QUERIES, 2, 1);
            suite.write("corpus", DOCUMENTS, 1, FILES);
            BenchmarksFile.ofProject().replace("retrieval", suite.table());
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private void write(String name, long rows, long seed, int files) {
        SyntheticPairs.generate(spark, map, rows, NOISE, seed, files)
                .select("x", "y")
                .write()
                .parquet(path(name));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Dataset<Row> data(String name) {
        return spark.read().parquet(path(name));
    }

    private String table() throws IOException {
        Map<String, Spread> seconds = new Rounds()
                .add(PLAIN, () -> data("corpus")
                        .write()
                        .format("noop")
                        .mode("overwrite")
                        .save())
                .add(PRODUCTS, this::products)
                .add(RETRIEVAL, this::retrieval)
                .run(ScalingSuite.WARM_UPS, ScalingSuite.ROUNDS);
        double bound = seconds.get(PLAIN).median() + seconds.get(PRODUCTS).median();
        return String.format(
                Locale.ROOT,
                """
                %s.

                | queries | documents | searches | plain read, s | products, s | retrieval, s | retrieval / (plain read + products) | bar |
                |---:|---:|---:|---:|---:|---:|---:|---:|
                | %,d | %,d | 4 | %s | %s | %s | %.2f | ≤ 2.5 |
                """,
                Machine.describe(),
                QUERIES,
                DOCUMENTS,
                ScalingSuite.text(seconds.get(PLAIN)),
                ScalingSuite.text(seconds.get(PRODUCTS)),
                ScalingSuite.text(seconds.get(RETRIEVAL)),
                seconds.get(RETRIEVAL).median() / bound);
    }

    /** As many products of the same shape as four searches take, in as many tasks at a time. */
    private void products() {
        int blocks = (int) ((DOCUMENTS + BLOCK_ROWS - 1) / BLOCK_ROWS);
        List<Integer> numbers = IntStream.range(0, FILES).boxed().toList();
        JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(numbers, FILES)
                .foreach(task -> {
                    FloatMatrix queries = random(QUERY_ROWS);
                    FloatMatrix documents = random(BLOCK_ROWS);
                    FloatMatrix scores = new FloatMatrix(QUERY_ROWS, BLOCK_ROWS);
                    long products = 4L * (QUERIES / QUERY_ROWS) * blocks / FILES;
                    for (long i = 0; i < products; i++) {
                        Blas.of(BlasChoice.AUTO).gemm(false, true, 1, queries, documents, 0, scores);
                    }
                });
    }

    private static FloatMatrix random(int rows) {
        FloatMatrix matrix = new FloatMatrix(rows, DIM);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.data()[i] = (float) HashRandom.gaussian(1, i);
        }
        return matrix;
    }

    private void retrieval() {
        NeighbourMeasures measures = new NeighbourMeasures(1, 10, 100);
        DocumentSource source = DocumentSource.open(
                new DocumentSource.Tables(
                        data("input"),
                        List.of(data("corpus")),
                        false,
                        new PairColumns("x", "y", null, null),
                        Optional.empty()),
                BadRows.FAIL,
                0.5);
        try (ResourceScope scope = new ResourceScope()) {
            QueryRows queries = source.queries(measures, QUERIES, 0, count -> {});
            DistributedEvaluation.PredictorFactory mapped = DistributedEvaluation.map(
                    map,
                    Floats.of(map.initialParameters(1)),
                    BlasChoice.AUTO,
                    JavaSparkContext.fromSparkContext(spark.sparkContext()),
                    scope);
            new DistributedRetrieval(
                            source.documents(),
                            source.blockRows(),
                            queries,
                            MappedSide.QUERY.searches(source.shape(), Map.of("the map", mapped)),
                            BlasChoice.AUTO)
                    .run(new QueryOutcomes.Settings(measures, false, -1, 0));
        }
    }
}
