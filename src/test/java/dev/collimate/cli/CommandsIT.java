package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegressionModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands end to end, on the sample and on small data. */
class CommandsIT {
    private static final String ROOT = System.getProperty("collimate.root", ".");
    private static final String TRAIN = ROOT + "/src/sample/train";
    private static final String TEST = ROOT + "/src/sample/test";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static String model;
    private static CommandRun training;

    @BeforeAll
    static void train() {
        model = shared.resolve("model").toString();
        training = CommandRun.of("train", "--input", TRAIN, "--validation", TEST, "--model", model);
    }

    @Test
    void trainTellsWhatItFound() {
        JsonNode result = training.result();
        assertThat(names(result))
                .contains(
                        "command",
                        "rows",
                        "skippedRows",
                        "inputDim",
                        "outputDim",
                        "parameters",
                        "loss",
                        "map",
                        "solver",
                        "passes",
                        "iterations",
                        "stopReason",
                        "trainLoss",
                        "trainMeanAngleDegrees",
                        "validation",
                        "seconds",
                        "rowsPerSecond",
                        "blas",
                        "model");
        assertThat(result.get("command").asText()).isEqualTo("train");
        assertThat(result.get("rows").asLong()).isEqualTo(4000);
        assertThat(result.get("skippedRows").asLong()).isZero();
        assertThat(result.get("parameters").asInt()).isEqualTo(384 * 384 + 384);
        assertThat(result.get("rank").asInt()).isEqualTo(383);
        assertThat(result.get("trainLoss").asDouble()).isLessThan(0.101830);
        assertThat(result.get("validation").get("meanAngleDegrees").asDouble()).isLessThan(28.55);
        assertThat(result.get("rowsPerSecond").asDouble()).isPositive();
        assertPhasesAddUp(result);
    }

    private static void assertPhasesAddUp(JsonNode result) {
        Map<String, Double> shares = new LinkedHashMap<>();
        double seconds = 0;
        for (JsonNode phase : result.get("phases")) {
            shares.merge(phase.get("phase").asText(), phase.get("share").asDouble(), Double::sum);
            seconds += phase.get("seconds").asDouble();
        }
        assertThat(shares).containsKeys("read", "moments", "start", "passes", "evaluation", "save", "other");
        assertThat(shares).containsKeys("eigenvalues 384 x 384", "singular values 384 x 384");
        assertThat(shares.get("other")).isLessThan(0.05);
        assertThat(seconds).isCloseTo(result.get("seconds").asDouble(), within(1e-6));
    }

    @Test
    void trainPrintsATableBesideWhatTakesLessWorkBeforeTheResult() {
        List<String> lines = training.out().lines().toList();
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0)).startsWith("Angles on the 500 rows held out, in degrees");
        assertThat(lines.subList(2, 8))
                .extracting(line -> line.strip().split(" {2,}")[0])
                .containsExactly(
                        "identity",
                        "mean vector",
                        "orthogonal (closed-form)",
                        "orthogonal, centred (closed-form)",
                        "least squares (closed-form)",
                        "linear (precond-lbfgs)");
        JsonNode validation = training.result().get("validation");
        assertThat(lines.get(7))
                .contains(
                        String.format("%.3f", validation.get("meanAngleDegrees").asDouble()))
                .endsWith(" " + training.result().get("passes").asInt());
    }

    @Test
    void evaluateGivesWhatTrainFoundOnTheSameRows() {
        JsonNode measured =
                CommandRun.of("evaluate", "--input", TEST, "--model", model).result();
        JsonNode found = training.result().get("validation");
        for (String key : List.of("rows", "meanLoss", "meanCosine", "meanAngleDegrees", "p99AngleDegrees", "within")) {
            assertThat(measured.get(key)).as(key).isEqualTo(found.get(key));
        }
        JsonNode baselines = measured.get("baselines");
        assertThat(baselines.get("identity")).isEqualTo(found.get("baselines").get("identity"));
        assertThat(baselines.get("meanVector").get("meanAngleDegrees").asDouble())
                .isCloseTo(43.487, within(0.001));
        assertThat(names(measured.get("within"))).containsExactly("5", "11.25", "22.5", "30");
        assertThat(measured.get("rmseAngleDegrees").asDouble())
                .isGreaterThan(measured.get("meanAngleDegrees").asDouble());
    }

    @Test
    void whatIsHeldOutDoesNotTouchTheModel() {
        String alone = folder.resolve("alone").toString();
        CommandRun run = CommandRun.of("train", "--input", TRAIN, "--model", alone);
        assertThat(run.out().lines().findFirst())
                .hasValue(
                        "No rows were held out, so nothing tells how the map does on rows it has not seen; --validation,"
                                + " --validation-fraction or --validation-indicator-col holds some out.");
        assertThat(run.result().get("validation").isNull()).isTrue();
        assertThat(run.result().get("partitions")).isEqualTo(training.result().get("partitions"));
        assertThat(AngularRegressionModel.load(alone).parameters())
                .isEqualTo(AngularRegressionModel.load(model).parameters());
    }

    @Test
    void aFractionHeldOutIsMeasuredOnItsRows() {
        JsonNode result = CommandRun.of(
                        "train",
                        "--input",
                        TRAIN,
                        "--validation-fraction",
                        "0.2",
                        "--row-key-col",
                        "id",
                        "--patience",
                        "2",
                        "--model",
                        folder.resolve("model").toString())
                .result();
        long heldOut = result.get("validation").get("rows").asLong();
        assertThat(heldOut).isBetween(700L, 900L);
        assertThat(result.get("rows").asLong()).isEqualTo(4000 - heldOut);
    }

    @Test
    void predictKeepsRowsOrderAndColumnsAndEvaluateMeasuresWhatItWrote() {
        String output = folder.resolve("mapped").toString();
        JsonNode result = CommandRun.of(
                        "predict", "--input", TEST, "--model", model, "--output", output, "--angle-col", "angle")
                .result();
        assertThat(result.get("rows").asLong()).isEqualTo(500);
        assertThat(result.get("skippedRows").asLong()).isZero();
        assertThat(result.get("output").asText()).isEqualTo(output);
        Dataset<Row> mapped = SparkTests.session().read().parquet(output);
        Dataset<Row> test = SparkTests.sample("test");
        assertThat(mapped.columns()).containsExactly("id", "text", "x", "y", "prediction", "angle");
        assertThat(mapped.drop("prediction", "angle").collectAsList()).isEqualTo(test.collectAsList());
        JsonNode columns = CommandRun.of("evaluate", "--input", output, "--prediction-col", "prediction")
                .result();
        JsonNode direct =
                CommandRun.of("evaluate", "--input", TEST, "--model", model).result();
        assertThat(columns.get("meanAngleDegrees").asDouble())
                .isCloseTo(direct.get("meanAngleDegrees").asDouble(), within(1e-5));
        assertThat(columns.get("baselines").has("identity")).isFalse();
        assertThat(mapped.agg(functions.avg("angle")).first().getDouble(0))
                .isCloseTo(Math.toRadians(direct.get("meanAngleDegrees").asDouble()), within(1e-6));
    }

    @Test
    void appendedPredictionsAreCountedAlone() {
        String output = folder.resolve("mapped").toString();
        for (int run = 1; run <= 2; run++) {
            JsonNode result = CommandRun.of(
                            "predict",
                            "--input",
                            TEST,
                            "--model",
                            model,
                            "--output",
                            output,
                            "--output-format",
                            "csv",
                            "--mode",
                            "append")
                    .result();
            assertThat(result.get("rows").asLong()).isEqualTo(500);
        }
        assertThat(CommandRun.of("evaluate", "--format", "csv", "--input", output, "--prediction-col", "prediction")
                        .result()
                        .get("rows")
                        .asLong())
                .isEqualTo(1000);
    }

    @Test
    void rowsOfCsvAreCountedWhereTextHasLineEnds() {
        List<Row> rows = PairFiles.good(20);
        String input = PairFiles.write(
                folder.resolve("input"),
                PairFiles.dataset(rows).withColumn("text", functions.lit("two\nlines, \"quoted\" \\ and more\n")));
        String small = trainSmall(rows);
        JsonNode result = CommandRun.of(
                        "predict",
                        "--input",
                        input,
                        "--model",
                        small,
                        "--output",
                        folder.resolve("mapped").toString(),
                        "--output-format",
                        "csv")
                .result();
        assertThat(result.get("rows").asLong()).isEqualTo(20);
    }

    @Test
    void everyFormatAndLayoutOfVectorsGivesTheSameModel() {
        Dataset<Row> pairs =
                PairFiles.dataset(PairFiles.good(40)).select("x", "y").coalesce(1);
        pairs.write().parquet(folder.resolve("parquet").toString());
        pairs.write().orc(folder.resolve("orc").toString());
        pairs.write().json(folder.resolve("json").toString());
        pairs.selectExpr("x[0] x_0", "x[1] x_1", "x[2] x_2", "y[0] `left`", "y[1] `right`")
                .write()
                .option("header", true)
                .csv(folder.resolve("components").toString());
        pairs.selectExpr("array_join(x, ';') x", "array_join(y, ';') y")
                .write()
                .option("header", true)
                .csv(folder.resolve("delimited").toString());

        List<double[]> models = new ArrayList<>();
        for (String line : List.of(
                "parquet",
                "orc --format orc",
                "json --format json",
                "components --format csv --features-col x_* --label-col left,right",
                "delimited --format csv --vector-delimiter ;")) {
            String[] words = line.split(" ", 2);
            String path = folder.resolve(words[0] + " model").toString();
            String options = words.length == 2 ? "train " + words[1] : "train";
            CommandRun.of(Arguments.of(
                            options, "--input", folder.resolve(words[0]).toString(), "--model", path))
                    .result();
            models.add(AngularRegressionModel.load(path).parameters());
        }
        assertThat(models).allSatisfy(parameters -> assertThat(parameters).isEqualTo(models.get(0)));
    }

    @Test
    void aModelOfComponentColumnsReadsThemAgainAndKeepsThem() {
        Dataset<Row> pairs = PairFiles.dataset(PairFiles.good(40))
                .coalesce(1)
                .selectExpr("id", "x[0] x_0", "x[1] x_1", "x[2] x_2", "y[0] `left`", "y[1] `right`");
        String input = folder.resolve("components").toString();
        pairs.write().option("header", true).csv(input);
        String path = folder.resolve("model").toString();
        CommandRun.of(Arguments.of(
                        "train --format csv --features-col x_* --label-col left,right",
                        "--input",
                        input,
                        "--model",
                        path))
                .result();
        assertThat(CommandRun.of(Arguments.of("evaluate --format csv", "--input", input, "--model", path))
                        .result()
                        .get("rows")
                        .asLong())
                .isEqualTo(40);
        String output = folder.resolve("mapped").toString();
        CommandRun.of(Arguments.of(
                        "predict --format csv --output-format csv",
                        "--input",
                        input,
                        "--model",
                        path,
                        "--output",
                        output))
                .result();
        Dataset<Row> mapped = SparkTests.session().read().option("header", true).csv(output);
        assertThat(mapped.columns()).containsExactly("id", "x_0", "x_1", "x_2", "left", "right", "prediction");
        assertThat(mapped.drop("prediction").collectAsList())
                .isEqualTo(SparkTests.session()
                        .read()
                        .option("header", true)
                        .csv(input)
                        .collectAsList());
        assertThat(mapped.first().<String>getAs("prediction").split(" ")).hasSize(2);
    }

    @Test
    void rowsThatCannotBeUsedAreLeftOutAndCountedExactly() {
        List<Row> rows = new ArrayList<>(PairFiles.good(20));
        String small = trainSmall(PairFiles.good(20));
        rows.add(3, PairFiles.pair(100, null, new float[] {1, 2}, 1.0));
        rows.add(5, PairFiles.pair(101, new float[] {1, Float.NaN, 0}, new float[] {1, 2}, 1.0));
        rows.add(7, PairFiles.pair(102, new float[] {1, 2}, new float[] {1, 2}, 1.0));
        rows.add(11, PairFiles.pair(103, new float[] {1, 2, 3}, new float[] {0, 0}, 1.0));
        rows.add(13, PairFiles.pair(104, new float[] {1, 2, 3}, new float[] {1, 2}, -1.0));
        String input = PairFiles.write(folder.resolve("input"), rows);
        String output = folder.resolve("mapped").toString();

        JsonNode trained = CommandRun.of(
                        "train",
                        "--input",
                        input,
                        "--weight-col",
                        "w",
                        "--bad-rows",
                        "skip",
                        "--model",
                        folder.resolve("model").toString())
                .result();
        assertThat(trained.get("rows").asLong()).isEqualTo(20);
        assertThat(trained.get("skippedRows").asLong()).isEqualTo(5);
        assertThat(trained.get("skippedBy").toString())
                .isEqualTo("{\"nullVector\":1,\"notFinite\":1,\"wrongLength\":1,\"zeroActual\":1,\"badWeight\":1}");

        JsonNode measured = CommandRun.of("evaluate", "--input", input, "--model", small, "--bad-rows", "skip")
                .result();
        assertThat(measured.get("rows").asLong()).isEqualTo(21);
        assertThat(measured.get("skippedRows").asLong()).isEqualTo(4);

        JsonNode mapped = CommandRun.of(
                        "predict", "--input", input, "--model", small, "--bad-rows", "skip", "--output", output)
                .result();
        assertThat(mapped.get("rows").asLong()).isEqualTo(22);
        assertThat(mapped.get("skippedRows").asLong()).isEqualTo(3);
        assertThat(SparkTests.session().read().parquet(output).count()).isEqualTo(22);
    }

    @Test
    void aRowOfWeightTwoCountsAsTwoRows() {
        List<Row> rows = PairFiles.good(12);
        String small = trainSmall(PairFiles.good(20));
        List<Row> weighted = new ArrayList<>();
        List<Row> repeated = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            double weight = i % 3;
            weighted.add(PairFiles.pair(i, floats(rows.get(i), 1), floats(rows.get(i), 2), weight));
            for (int copy = 0; copy < weight; copy++) {
                repeated.add(rows.get(i));
            }
        }
        JsonNode ofWeights = CommandRun.of(
                        "evaluate",
                        "--input",
                        PairFiles.write(folder.resolve("weighted"), weighted),
                        "--model",
                        small,
                        "--weight-col",
                        "w")
                .result();
        JsonNode ofCopies = CommandRun.of(
                        "evaluate", "--input", PairFiles.write(folder.resolve("repeated"), repeated), "--model", small)
                .result();
        for (String key :
                List.of("meanLoss", "meanCosine", "meanAngleDegrees", "medianAngleDegrees", "rmseAngleDegrees")) {
            assertThat(ofWeights.get(key).asDouble())
                    .as(key)
                    .isCloseTo(ofCopies.get(key).asDouble(), within(1e-9));
        }
    }

    @Test
    void generatedPairsDependOnSeedAndRowAlone() {
        JsonNode result = generate("one", "--partitions", "1").result();
        assertThat(result.get("rows").asLong()).isEqualTo(300);
        assertThat(names(result))
                .contains("command", "rows", "inputDim", "outputDim", "map", "noise", "seed", "output");
        assertThat(result.get("map").asText()).isEqualTo("linear");
        generate("seven", "--partitions", "7").result();
        generate("seeded", "--seed", "1").result();
        assertThat(pairs("seven")).isEqualTo(pairs("one"));
        assertThat(pairs("seeded")).isNotEqualTo(pairs("one"));
        assertThat(SparkTests.session()
                        .read()
                        .parquet(folder.resolve("seven").toString())
                        .inputFiles())
                .hasSize(7);
    }

    @Test
    void pairsOfEveryKindOfMapAreGenerated() {
        for (String map : List.of("orthogonal", "low-rank --rank 2", "mlp --layers 6,5,4 --activation tanh")) {
            String name = map.split(" ")[0];
            List<String> options = new ArrayList<>(List.of("--map"));
            options.addAll(List.of(map.split(" ")));
            JsonNode result = generate(name, options.toArray(String[]::new)).result();
            assertThat(result.get("map").asText()).isEqualTo(name);
            assertThat(pairs(name)).hasSize(300).allSatisfy(row -> {
                assertThat(row.getList(1)).hasSize(6);
                double squares = row.<Float>getList(2).stream()
                        .mapToDouble(element -> element * element)
                        .sum();
                assertThat(squares).isCloseTo(1, within(1e-5));
            });
        }
    }

    @Test
    void aPlantedMapIsFoundAgain() {
        generate("pairs", "--noise", "0").result();
        JsonNode result = CommandRun.of(
                        "train",
                        "--input",
                        folder.resolve("pairs").toString(),
                        "--validation-fraction",
                        "0.2",
                        "--model",
                        folder.resolve("model").toString())
                .result();
        assertThat(result.get("validation").get("meanAngleDegrees").asDouble()).isLessThan(0.01);
    }

    @Test
    void aModelIsContinuedFromItsParameters() {
        JsonNode result = CommandRun.of(
                        "train",
                        "--input",
                        TRAIN,
                        "--initial-model",
                        model,
                        "--max-iter",
                        "0",
                        "--model",
                        folder.resolve("next").toString())
                .result();
        assertThat(result.get("trainLoss").asDouble())
                .isCloseTo(training.result().get("trainLoss").asDouble(), within(1e-9));
        assertThat(result.get("stopReason").asText()).isEqualTo("maxIter");
    }

    private CommandRun generate(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "generate",
                "--output",
                folder.resolve(name).toString(),
                "--rows",
                "300",
                "--input-dim",
                "6",
                "--output-dim",
                "4"));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private List<Row> pairs(String name) {
        return SparkTests.session()
                .read()
                .parquet(folder.resolve(name).toString())
                .orderBy("id")
                .collectAsList();
    }

    private String trainSmall(List<Row> rows) {
        String path = folder.resolve("small model").toString();
        CommandRun.of("train", "--input", PairFiles.write(folder.resolve("small rows"), rows), "--model", path)
                .result();
        return path;
    }

    private static float[] floats(Row row, int column) {
        Object[] boxed = (Object[]) row.get(column);
        float[] vector = new float[boxed.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (Float) boxed[i];
        }
        return vector;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
