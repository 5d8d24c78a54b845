package dev.collimate.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.Pairs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Python package asks on Spark Connect is answered as it is without. */
class ClientRequestIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Dataset<Row> PAIRS = Pairs.generate(150, 0.3);

    @TempDir
    private Path folder;

    @Test
    void theDoctorLooksWithTheSettingsThatAreGiven() throws Exception {
        Map<String, ?> settings = Map.of("validationFraction", 0.2, "seed", 3, "badRows", "skip");
        Map<String, ?> request = Map.of("ask", "doctor", "estimator", settings, "estimate", false);
        AngularRegression estimator =
                new AngularRegression().setValidationFraction(0.2).setSeed(3).setBadRows("skip");
        JsonNode found = report(PAIRS, request);
        assertThat(withoutTimes(found)).isEqualTo(withoutTimes(JSON.readTree(Reports.doctor(PAIRS, estimator, false))));
        assertThat(found.get("heldOutRows").asInt()).isStrictlyBetween(10, 60);
    }

    @Test
    void theTablesOfASearchAreToldApart() throws Exception {
        AngularRegressionModel model = new AngularRegression().fit(PAIRS);
        String path = folder.resolve("model").toString();
        model.save(path);
        Dataset<Row> corpus = Pairs.generate(200, 0.3, 2, 3);
        Dataset<Row> training = Pairs.generate(100, 0.3, 3, 3);
        Dataset<Row> all = part(PAIRS, "rows").union(part(corpus, "corpus")).union(part(training, "training"));
        Map<String, ?> request = Map.of(
                "ask",
                "retrieval",
                "model",
                path,
                "parts",
                List.of("rows", "corpus", "training"),
                "mapped",
                "store",
                "queries",
                40,
                "badRows",
                "fail");
        JsonNode found = report(all, request);
        JsonNode expected =
                JSON.readTree(Reports.retrieval(model, PAIRS, corpus, training, "store", 40, new AngularRegression()));
        assertThat(withoutTimes(found)).isEqualTo(withoutTimes(expected));
        assertThat(found.get("documents").asInt()).isEqualTo(350);
        JsonNode alone = report(part(PAIRS, "rows"), with(request, "parts", List.of("rows")));
        assertThat(alone.get("documents").asInt()).isEqualTo(150);
        assertThat(alone.get("searches").size()).isEqualTo(found.get("searches").size() - 3);
    }

    @Test
    void pairsAreReadAsTheCommandLineReadsThem() throws Exception {
        String path = folder.resolve("bytes").toString();
        // Two numbers, three bytes, and nothing.
        SparkTests.session()
                .sql(
                        "SELECT * FROM VALUES (1, X'0000803F000020C0'), (2, X'000080'), (3, CAST(NULL AS BINARY)) AS t(id, x)")
                .selectExpr("id", "x", "X'0000803F' AS y")
                .coalesce(1)
                .write()
                .parquet(path);
        SparkSession session = SparkTests.session().newSession();
        Map<String, ?> request = Map.of(
                "ask",
                "pairs",
                "path",
                path,
                "options",
                Map.of(),
                "vectorEncoding",
                "float32",
                "features",
                "x",
                "label",
                "y",
                "numbers",
                List.of(),
                "others",
                List.of("id"));
        Dataset<Row> found = answer(session.range(0).toDF(), request);
        assertThat(found.columns()).containsExactly("x", "y", "id");
        List<Row> rows = found.orderBy("id").collectAsList();
        assertThat(rows.get(0).<Float>getList(0)).containsExactly(1f, -2.5f);
        assertThat(rows.get(1).<Float>getList(0)).isEmpty();
        assertThat(rows.get(2).isNullAt(0)).isTrue();
        assertThat(session.conf().get("spark.sql.files.minPartitionNum")).isEqualTo("32");
        assertThatThrownBy(() -> answer(session.range(0).toDF(), with(request, "label", "z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label_col 'z'");
    }

    @Test
    void functionsOfSqlAreRegisteredInTheSessionOfTheTable() throws Exception {
        SparkSession session = SparkTests.session().newSession();
        String query = "SELECT degrees(angle_between(array(1.0D, 0.0D), array(0.0D, 1.0D)))";
        assertThatThrownBy(() -> session.sql(query)).hasMessageContaining("angle_between");
        report(session.range(0).toDF(), Map.of("ask", "functions"));
        assertThat(session.sql(query).collectAsList().get(0).getDouble(0)).isCloseTo(90, within(1e-12));
    }

    @Test
    void whatIsNoRequestIsRefused() {
        for (String request : List.of("{}", "{\"ask\":\"weather\"}", "{\"ask\":\"doctor\",\"rain\":1}", "[")) {
            assertThatThrownBy(() -> new ClientRequest().setRequest(request).transform(PAIRS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the request is none: ");
        }
    }

    private static Dataset<Row> part(Dataset<Row> rows, String name) {
        return rows.select("features", "label").withColumn(Question.Retrieval.PART, functions.lit(name));
    }

    private static Map<String, ?> with(Map<String, ?> request, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(request);
        changed.put(key, value);
        return changed;
    }

    private static Dataset<Row> answer(Dataset<Row> table, Map<String, ?> request) throws Exception {
        return new ClientRequest().setRequest(JSON.writeValueAsString(request)).transform(table);
    }

    private static JsonNode report(Dataset<Row> table, Map<String, ?> request) throws Exception {
        Dataset<Row> found = answer(table, request);
        assertThat(found.schema()).isEqualTo(new ClientRequest().transformSchema(table.schema()));
        return JSON.readTree(found.collectAsList().get(0).getString(0));
    }

    private static JsonNode withoutTimes(JsonNode report) {
        ((ObjectNode) report).remove("seconds");
        return report;
    }
}
