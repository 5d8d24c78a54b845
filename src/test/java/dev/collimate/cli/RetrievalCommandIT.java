package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegressionModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command finds on the shipped sample what a plain loop in double finds. */
@Tag("long")
class RetrievalCommandIT {
    private static final String ROOT = System.getProperty("collimate.root", ".") + "/src/sample/";
    private static final int QUERIES = 500;

    /** Of runs that several tests look at. */
    private static final Map<List<String>, JsonNode> RESULTS = new HashMap<>();

    @TempDir
    private static Path folder;

    private static SearchedVectors vectors;
    private static String model;
    private static double[][] x;
    private static double[][] y;
    private static double[][] mapped;
    private static String[] keys;
    private static PlainRetrieval plain;

    @BeforeAll
    static void fit() {
        Dataset<Row> rows = SparkTests.sample("test").unionByName(SparkTests.sample("train"));
        vectors = SearchedVectors.fit(
                SparkTests.session(),
                rows,
                ROOT + "train",
                "--map linear --solver closed-form",
                folder.resolve("models").toString());
        model = vectors.model();
        keys = rows.select("text").collectAsList().stream()
                .map(row -> row.getString(0))
                .toArray(String[]::new);
        x = vectors.x();
        y = vectors.y();
        mapped = vectors.mapped().get("the model");
        plain = new PlainRetrieval(keys, y, QUERIES);
    }

    @Test
    void measuresOfTheQueryDirectionEqualThoseOfAPlainLoopInDouble() {
        JsonNode result = retrieval("--mapped", "query");
        assertThat(result.get("queries").asInt()).isEqualTo(QUERIES);
        assertThat(result.get("documents").asInt()).isEqualTo(keys.length);
        assertThat(result.get("trainedDocuments").asInt()).isEqualTo(keys.length - QUERIES);
        assertEqualOnEveryLine(result, "query");
    }

    @Test
    void measuresOfTheStoreDirectionEqualThoseOfAPlainLoopInDouble() {
        JsonNode result = retrieval("--mapped", "store");
        assertEqualOnEveryLine(result, "store");
    }

    @Test
    void leastSquaresIsAmongTheBaselinesAndIsTheModelHere() {
        JsonNode result = retrieval("--mapped", "query");
        assertThat(search(result, "least squares").get("measures"))
                .isEqualTo(search(result, "the model").get("measures"));
        assertThat(search(result, "orthogonal, centred")
                        .at("/measures/recall@10/value")
                        .asDouble())
                .isGreaterThan(0.4);
    }

    @Test
    void intervalsHoldTheirMeansAndGainsAreOverDoingNothing() {
        JsonNode result = retrieval("--mapped", "query");
        JsonNode nothing = search(result, "do nothing: x asks x");
        assertThat(nothing.has("overDoNothing")).isFalse();
        JsonNode found = search(result, "the model");
        found.get("measures").properties().forEach(measure -> {
            JsonNode interval = measure.getValue();
            assertThat(interval.get("value").asDouble())
                    .isBetween(
                            interval.get("low").asDouble(), interval.get("high").asDouble());
            double gain = interval.get("value").asDouble()
                    - nothing.at("/measures/" + measure.getKey() + "/value").asDouble();
            assertThat(found.at("/overDoNothing/" + measure.getKey() + "/value").asDouble())
                    .isCloseTo(gain, within(1e-12));
        });
    }

    @Test
    void predictionsThatAreThereAreMeasuredLikeTheModelThatMadeThem() {
        String predicted = folder.resolve("predicted").toString();
        AngularRegressionModel.load(model)
                .transform(SparkTests.sample("test").unionByName(SparkTests.sample("train")))
                .withColumn("held", functions.col("text").isin((Object[]) Arrays.copyOf(keys, QUERIES)))
                .write()
                .partitionBy("held")
                .parquet(predicted);
        JsonNode result = CommandRun.of(Arguments.of(
                        "retrieval --prediction-col prediction --features-col x --key text",
                        "--input",
                        predicted + "/held=true",
                        "--corpus",
                        predicted + "/held=false"))
                .result();
        assertEqual(result, "column prediction", mapped, y);
        assertEqual(result, "naive swap: x asks y", x, y);
        assertEqual(result, "do nothing: x asks x", x, x);
        assertThat(search(result, "column prediction").get("overDoNothing"))
                .isEqualTo(search(retrieval("--mapped", "query"), "the model").get("overDoNothing"));
    }

    @Test
    void onlyTheCorpusIsSearchedWhereThatIsAsked() {
        JsonNode result = CommandRun.of(Arguments.of(
                        "retrieval --corpus-only --k 10 --max-queries 20 --seed 3",
                        "--input",
                        ROOT + "test",
                        "--corpus",
                        ROOT + "train",
                        "--model",
                        model))
                .result();
        assertThat(result.get("documents").asInt()).isEqualTo(keys.length - QUERIES);
        assertThat(result.get("queries").asInt()).isEqualTo(20);
        assertThat(result.get("availableQueries").asInt()).isEqualTo(QUERIES);
        assertThat(search(result, "the model").at("/measures/selfMrr/value").asDouble())
                .isZero();
        assertThat(result.get("trainedDocuments").isNull()).isTrue();
    }

    @Test
    void aQuerysOwnDocumentCountsOnlyWhereThatIsAsked() {
        JsonNode kept = CommandRun.of(Arguments.of(
                        "retrieval --keep-own --max-queries 100", "--input", ROOT + "test", "--model", model))
                .result();
        JsonNode nothing = search(kept, "do nothing: x asks x");
        assertThat(nothing.at("/measures/recall@1/value").asDouble()).isEqualTo(1);
        assertThat(nothing.at("/measures/mrr/value").asDouble()).isEqualTo(1);
    }

    @Test
    void aMeasureThatFallsShortIsAFailureInOneLine() {
        CommandRun run = CommandRun.of(Arguments.of(
                "retrieval --mapped query --max-queries 50 --min-recall 0.99 --min selfMrr=0.1 --min recall@10=0.1",
                "--input",
                ROOT + "test",
                "--model",
                model));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .startsWith("collimate: the model falls short: recall@10 is 0.")
                .contains("must be at least 0.99")
                .doesNotContain("selfMrr");
        assertThat(run.out()).contains("{\"command\":\"retrieval\"");
        assertThat(CommandRun.of(Arguments.of(
                                "retrieval --mapped query --max-queries 50 --min-recall 0.1",
                                "--input",
                                ROOT + "test",
                                "--model",
                                model))
                        .result()
                        .get("command")
                        .asText())
                .isEqualTo("retrieval");
    }

    /** The queries of a group, asked alone of the same documents. */
    @Test
    void aGroupFindsWhatItsQueriesFindAlone() {
        String grouped = folder.resolve("grouped").toString();
        SparkTests.sample("test")
                .withColumn("size", functions.expr("if(length(text) % 3 = 0, null, length(text) % 3)"))
                .write()
                .parquet(grouped);
        String[] common = {"--model", model, "--key", "text", "--k", "10"};
        JsonNode groups = CommandRun.of(Arguments.of("retrieval --group-col size --input " + grouped, common))
                .result()
                .get("groups");
        assertThat(groups.findValuesAsText("name")).containsExactlyInAnyOrder("(null)", "1", "2");
        double before = 0;
        for (JsonNode group : groups) {
            String name = group.get("name").asText();
            boolean none = name.equals("(null)");
            String own = "select * from parquet.`" + grouped + "` where size is" + (none ? " " : " not ") + "null";
            String alone = none ? own : own + " and size = " + name;
            String rest = folder.resolve("rest-" + group.get("queries")).toString();
            SparkTests.session()
                    .read()
                    .parquet(grouped)
                    .except(SparkTests.session().sql(alone))
                    .write()
                    .parquet(rest);
            JsonNode result = CommandRun.of(
                            Arguments.of("retrieval --corpus " + rest, List.of("--query", alone), common))
                    .result();
            assertThat(result.get("queries")).isEqualTo(group.get("queries"));
            assertThat(search(result, "the model").at("/measures/recall@10/value"))
                    .isEqualTo(group.at("/recall@10/value"));
            assertThat(group.at("/recall@10/value").asDouble()).isGreaterThanOrEqualTo(before);
            before = group.at("/recall@10/value").asDouble();
            JsonNode measured = CommandRun.of(Arguments.of("evaluate --model " + model, List.of("--query", alone)))
                    .result();
            assertThat(measured.get("rows")).isEqualTo(group.get("rows"));
            // Products in float, of blocks of another size.
            assertThat(group.get("meanAngleDegrees").asDouble())
                    .isCloseTo(measured.get("meanAngleDegrees").asDouble(), within(1e-6));
        }
    }

    @Test
    void badInputIsToldInOneLine() {
        run("--group-col", "text").assertError(2, "--group-col needs --key");
        run("--k", "1,600").assertError(1, "there are 500 documents", "smaller k");
        // More than there is memory for.
        run("--k", "100000000").assertError(1, "there are 500 documents", "smaller k");
        run("--max-queries", "2000000000", "--k", "3").result();
        run("--corpus", ROOT + "test", "--key", "text")
                .assertError(1, "500 keys of column text belong to several documents");
        run("--key", "nowhere").assertError(1, "--key 'nowhere' names no column");
        String other = PairFiles.write(folder.resolve("other"), PairFiles.good(20));
        run("--corpus", other).assertError(1, "the corpus has vectors of 3 and 2 elements", "384 and 384");
        List<Row> zero = new ArrayList<>(PairFiles.good(20));
        zero.add(PairFiles.pair(20, new float[] {0, 0, 0}, new float[] {1, 0}, 1.0));
        String zeros = PairFiles.write(folder.resolve("zeros"), zero);
        String small = folder.resolve("small").toString();
        CommandRun.of(Arguments.of("train --max-iter 2", "--input", other, "--model", small))
                .result();
        CommandRun.of(Arguments.of("retrieval --k 3", "--input", zeros, "--model", small))
                .assertError(1, "1 of 21 rows cannot be used", "the input vector is all zeros");
        JsonNode skipped = CommandRun.of(
                        Arguments.of("retrieval --k 3 --bad-rows skip", "--input", zeros, "--model", small))
                .result();
        assertThat(skipped.get("skippedRows").asInt()).isEqualTo(1);
        run("--training", other).assertError(1, "vectors of 3");
        CommandRun.of(Arguments.of("retrieval --k 3", "--input", ROOT + "test", "--model", small))
                .assertError(1, "the model maps vectors of 3 to 2 elements, but the data has vectors of 384 and 384");
        CommandRun.of(Arguments.of("retrieval --k 3 --prediction-col x --input " + other))
                .assertError(
                        1, "column x has vectors of 3 elements, column y of 2; predictions and actuals must have one");
    }

    private static CommandRun run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--input", ROOT + "test", "--model", model));
        arguments.addAll(List.of(options));
        return CommandRun.of(Arguments.of("retrieval", arguments.toArray(String[]::new)));
    }

    private static JsonNode retrieval(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--corpus", ROOT + "train", "--training", ROOT + "train"));
        arguments.addAll(List.of("--key", "text"));
        arguments.addAll(List.of(options));
        return RESULTS.computeIfAbsent(
                arguments, all -> run(all.toArray(String[]::new)).result());
    }

    private static JsonNode search(JsonNode result, String name) {
        for (JsonNode search : result.get("searches")) {
            if (search.get("name").asText().equals(name)) {
                return search;
            }
        }
        throw new AssertionError("no search " + name + " in " + result);
    }

    private static void assertEqualOnEveryLine(JsonNode result, String side) {
        List<String> names = result.get("searches").findValuesAsText("name");
        assertThat(names)
                .containsExactly(
                        "do nothing: x asks x",
                        side.equals("query") ? "naive swap: x asks y" : "naive swap: y asks x",
                        "orthogonal",
                        "orthogonal, centred",
                        "least squares",
                        "the model",
                        "ceiling: y asks y");
        for (String name : names) {
            SearchedVectors.Sides sides = vectors.of(name, side);
            assertEqual(result, name, sides.asking(), sides.asked());
        }
    }

    private static void assertEqual(JsonNode result, String name, double[][] asking, double[][] asked) {
        JsonNode measures = search(result, name).get("measures");
        Map<String, Double> expected = plain.measures(asking, asked);
        Map<String, Double> actual = new HashMap<>();
        expected.keySet()
                .forEach(measure -> actual.put(
                        measure, measures.at("/" + measure + "/value").asDouble()));
        assertThat(actual).as(name).isEqualTo(expected);
    }
}
