package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.data.BadRows;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.evaluation.NeighbourMeasures;
import dev.collimate.evaluation.Ranking;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.HashRandom;
import dev.collimate.ml.RetrievalEvaluation;
import dev.collimate.rows.PairColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** A search finds the same documents with the same bits, however many tasks and cores look at however many files. */
class RetrievalSameBitsIT {
    private static final int DIM = 12;
    private static final int QUERIES = 40;
    private static final int DOCUMENTS = 900;
    private static final StructType SCHEMA = new StructType()
            .add("key", DataTypes.StringType)
            .add("x", DataTypes.createArrayType(DataTypes.FloatType))
            .add("y", DataTypes.createArrayType(DataTypes.FloatType));

    /** Rows of which two neighbours have the same vectors, so that keys decide. */
    private static List<Row> rows(String name, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int same = i / 2;
            rows.add(RowFactory.create(name + i, vector(name.hashCode(), same), vector(1 + name.hashCode(), same)));
        }
        return rows;
    }

    private static List<Float> vector(long seed, int row) {
        List<Float> vector = new ArrayList<>();
        for (int i = 0; i < DIM; i++) {
            vector.add((float) HashRandom.gaussian(seed, (long) row * DIM + i));
        }
        return vector;
    }

    /** Of an RDD, whose rows the optimizer does not evaluate on the driver. */
    private static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataFrame(context.parallelize(rows, 2), SCHEMA);
    }

    /** All numbers as bits, and the rankings. */
    private static String found(SparkSession spark, int files, boolean fails) {
        Dataset<Row> input =
                spark.createDataFrame(rows("input", QUERIES), SCHEMA).coalesce(1);
        Dataset<Row> corpus =
                spark.createDataFrame(rows("corpus", DOCUMENTS), SCHEMA).repartition(files, functions.col("key"));
        if (fails) {
            UDF1<String, Boolean> failing = key -> {
                TaskContext context = TaskContext.get();
                if (context != null && context.attemptNumber() == 0 && context.partitionId() == 1) {
                    throw new IllegalStateException("fails once");
                }
                return true;
            };
            spark.udf().register("passes_on_retry", failing, DataTypes.BooleanType);
            corpus = corpus.where(functions.call_udf("passes_on_retry", functions.col("key")));
        }
        RetrievalEvaluation.Result result = new RetrievalEvaluation(new RetrievalEvaluation.Settings(
                        new NeighbourMeasures(1, 10, 100),
                        MappedSide.QUERY,
                        false,
                        QUERIES,
                        20,
                        0,
                        BadRows.FAIL,
                        0.5,
                        BlasChoice.AUTO))
                .ofPredictions(
                        "x as it is",
                        new DocumentSource.Tables(
                                input,
                                List.of(corpus),
                                false,
                                new PairColumns("x", "y", null, null),
                                Optional.of("key")));
        StringBuilder text = new StringBuilder(result.summary().toString());
        for (Ranking ranking : result.kept()) {
            for (int i = 0; i < ranking.size(); i++) {
                text.append('\n')
                        .append(new String(ranking.keys()[i], StandardCharsets.UTF_8))
                        .append(' ')
                        .append(Double.toHexString(ranking.scores()[i]));
            }
        }
        result.values().forEach(values -> text.append('\n').append(Arrays.toString(values)));
        return text.toString();
    }

    @Test
    void filesTasksCoresAndFailuresChangeNoBit() throws Exception {
        String expected = found(SparkTests.session(), 1, false);
        assertThat(expected).contains("corpus");
        assertThat(found(SparkTests.session(), 8, false)).isEqualTo(expected);
        for (String master : List.of("local[1]", "local[2,4]")) {
            SparkTests.withOwn(master, Map.of(), spark -> {
                assertThat(found(spark, 8, master.contains(","))).isEqualTo(expected);
                return null;
            });
        }
    }
}
