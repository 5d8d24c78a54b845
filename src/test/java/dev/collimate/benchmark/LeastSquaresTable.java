package dev.collimate.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Least squares as train solves it beside {@link PlainLeastSquares}: angles, and search results that survive.
 *
 * @param train pairs of text, x and y that both are fitted to
 * @param test pairs that are measured, and ask
 * @param folder for what is written on the way
 */
record LeastSquaresTable(String train, String test, Path folder) {
    /** Share of the largest second moment of x below which a direction counts as none. */
    private static final double LEAST = 1e-7;

    private static final StructType PREDICTED = new StructType()
            .add("text", DataTypes.StringType)
            .add("prediction", DataTypes.createArrayType(DataTypes.FloatType))
            .add("y", DataTypes.createArrayType(DataTypes.FloatType));

    String text() {
        String model = folder.resolve("least-squares").toString();
        JsonNode fit = CommandRun.of(
                        "train", "--map", "linear", "--solver", "closed-form", "--input", train, "--model", model)
                .result();
        // One of the rank is the intercept's.
        String own = line("of `train`", fit.get("rank").asInt() - 1, test, train, "--model", model);
        SparkSession spark = SparkTests.session();
        PlainLeastSquares plain = PlainLeastSquares.of(
                spark.read().parquet(train).select("x", "y").collectAsList(), LEAST);
        String input = predicted(test, "test", plain);
        String corpus = predicted(train, "train", plain);
        return """
                | least squares | directions of x | mean angle of the test rows | queries mapped: recall@10 | selfMrr | documents mapped: recall@10 |
                |---|---:|---:|---:|---:|---:|
                """ + own + line("plain", plain.rank(), input, corpus, "--prediction-col", "prediction");
    }

    private static String line(String name, int rank, String input, String corpus, String... measured) {
        Stream<String> evaluate = Stream.concat(Stream.of("evaluate", "--input", input), Stream.of(measured));
        JsonNode angles = CommandRun.of(evaluate.toArray(String[]::new)).result();
        JsonNode query = measured(
                SurvivalSuite.retrieval("query", input, corpus, measured).result());
        JsonNode store = measured(
                SurvivalSuite.retrieval("store", input, corpus, measured).result());
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.3f° | %.4f | %.4f | %.4f |%n",
                name,
                rank,
                angles.get("meanAngleDegrees").asDouble(),
                SurvivalSuite.value(query, "recall@10"),
                SurvivalSuite.value(query, "selfMrr"),
                SurvivalSuite.value(store, "recall@10"));
    }

    private static JsonNode measured(JsonNode result) {
        for (JsonNode search : result.get("searches")) {
            if (List.of("the model", "column prediction")
                    .contains(search.get("name").asText())) {
                return search;
            }
        }
        throw new IllegalStateException("there is no search of what is measured in " + result);
    }

    /** Writes keys, predictions and y. */
    private String predicted(String pairs, String name, PlainLeastSquares plain) {
        SparkSession spark = SparkTests.session();
        List<Row> rows = new ArrayList<>();
        for (Row row : spark.read().parquet(pairs).select("text", "x", "y").collectAsList()) {
            List<Float> prediction = new ArrayList<>();
            for (double number : plain.predict(row.getList(1))) {
                prediction.add((float) number);
            }
            rows.add(RowFactory.create(row.getString(0), prediction, row.getList(2)));
        }
        String path = folder.resolve(name).toString();
        spark.createDataFrame(rows, PREDICTED).coalesce(1).write().parquet(path);
        return path;
    }
}
