package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.SparkTests;
import dev.collimate.math.HashRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds is what was put into the data. */
class DoctorIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    private List<Row> rows;

    @BeforeEach
    void soundRows() {
        rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(PairFiles.pair(i, x(i), y(i), 1.0));
        }
    }

    @Test
    void soundRowsAskForHeldOutRowsAlone() {
        JsonNode result = doctor();
        assertThat(grades(result)).containsEntry("held-out rows", "look");
        assertThat(result.get("findings").findValuesAsText("advice"))
                .contains(
                        "hold some out with --validation, --validation-fraction or --validation-indicator-col: nothing"
                                + " else tells how the map does on rows it has not seen");
        assertThat(grades(result).values()).containsOnlyOnce("look").doesNotContain("stop");
        assertThat(result.get("recommended").asText())
                .startsWith("./submit.sh train --input ")
                .endsWith(" --validation-fraction 0.1 --model MODEL");
    }

    @Test
    void rowsThatCannotBeUsedAreCountedByReasonAndSkipped() {
        rows.add(PairFiles.pair(ROWS, null, y(0), 1.0));
        rows.add(PairFiles.pair(ROWS + 1, new float[] {Float.NaN, 1, 1}, y(0), 1.0));
        rows.add(PairFiles.pair(ROWS + 2, x(1), new float[] {0, 0}, 1.0));
        JsonNode result = doctor();
        assertThat(result.get("rows").asLong()).isEqualTo(ROWS);
        assertThat(result.get("skippedBy").toString()).isEqualTo("{\"nullVector\":1,\"notFinite\":1,\"zeroActual\":1}");
        assertThat(grades(result)).containsEntry("rows", "look");
        assertThat(result.get("recommended").asText()).contains(" --bad-rows skip ");
    }

    @Test
    void dataOfWhichMostCannotBeUsedStop() {
        for (int i = 0; i <= ROWS; i++) {
            rows.add(PairFiles.pair(ROWS + i, x(i), new float[] {0, 0}, 1.0));
        }
        CommandRun run = run();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(grades(lastLine(run))).containsEntry("rows", "stop");
    }

    @Test
    void duplicatesAreCountedAsRowsThatWereThereBefore() {
        rows.add(PairFiles.pair(ROWS, x(5), y(5), 1.0));
        rows.add(PairFiles.pair(ROWS + 1, x(5), y(5), 1.0));
        rows.add(PairFiles.pair(ROWS + 2, x(6), y(7), 1.0));
        rows.add(PairFiles.pair(ROWS + 3, x(-1), y(8), 1.0));
        JsonNode found = doctor().get("duplicates");
        double all = ROWS + 4;
        assertThat(found.get("inputs").asDouble()).isEqualTo(3 / all);
        assertThat(found.get("outputs").asDouble()).isEqualTo(4 / all);
        assertThat(found.get("pairs").asDouble()).isEqualTo(2 / all);
        assertThat(found.get("ambiguous").asDouble()).isEqualTo(2 / all);
    }

    @Test
    void whatStandsOnBothSidesOfASplitIsCountedAmongTheRowsHeldOut() {
        List<Row> heldOut = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            heldOut.add(PairFiles.pair(i < 3 ? i : ROWS + i, i < 5 ? x(i) : x(ROWS + i), y(i), 1.0));
        }
        CommandRun run =
                run("--validation", PairFiles.write(folder.resolve("held-out"), heldOut), "--row-key-col", "id");
        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode result = lastLine(run);
        assertThat(result.get("heldOutRows").asLong()).isEqualTo(20);
        assertThat(result.get("duplicates").get("sharedInputs").asLong()).isEqualTo(5);
        assertThat(result.get("duplicates").get("sharedKeys").asLong()).isEqualTo(3);
        assertThat(grades(result))
                .containsEntry("x on both sides of the split", "stop")
                .containsEntry("keys on both sides of the split", "stop");
    }

    @Test
    void constantElementsRankAndScalesAreThoseOfX() {
        rows.clear();
        for (int i = 0; i < ROWS; i++) {
            float[] x = x(i);
            rows.add(PairFiles.pair(i, new float[] {x[0], 7, 1e5f * x[2]}, new float[] {1, 0.05f * y(i)[1]}, 1.0));
        }
        JsonNode result = doctor();
        assertThat(result.get("elements").get("constantInputs").asInt()).isEqualTo(1);
        assertThat(result.get("elements").get("constantOutputs").asInt()).isEqualTo(1);
        assertThat(result.get("elements").get("inputScaleRatio").asDouble()).isBetween(8e4, 1.25e5);
        assertThat(result.get("rank").asInt()).isEqualTo(2);
        assertThat(result.get("meanVectorCosine").asDouble()).isBetween(0.99, 0.9999);
        assertThat(grades(result))
                .containsEntry("elements of x", "look")
                .containsEntry("scales of x", "look")
                .containsEntry("rank of x", "ok")
                .containsEntry("mean cosine of one vector for all y", "look");
    }

    @Test
    void lengthsAreMeasuredAndFewRowsAreNoted() {
        rows = new ArrayList<>(rows.subList(0, 2));
        CommandRun run = run();
        JsonNode result = lastLine(run);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(grades(result)).containsEntry("rows for each element of x", "stop");
        assertThat(result.get("recommended").asText()).contains(" --map orthogonal ");
        assertThat(result.get("inputLengths").get("max").asDouble())
                .isCloseTo(Math.max(length(x(0)), length(x(1))), within(1e-6));
        assertThat(result.get("inputLengths").get("unit").asBoolean()).isFalse();
    }

    @Test
    void anEstimateIsLeftOutUnlessAskedFor() {
        String input = write();
        assertThat(CommandRun.of("doctor", "--input", input, "--estimate", "false")
                        .result()
                        .has("estimate"))
                .isFalse();
        CommandRun run = CommandRun.of("doctor", "--input", input);
        JsonNode estimate = run.result().get("estimate");
        assertThat(estimate.get("passes").asInt()).isEqualTo(10);
        assertThat(estimate.get("seconds").asDouble())
                .isCloseTo(
                        10 * ROWS / estimate.get("rowsPerSecond").asDouble()
                                + estimate.get("driverSeconds").asDouble(),
                        within(1e-9));
        assertThat(run.out()).contains("The fit will take about 10 passes at ");
    }

    @Test
    void anEmptyInputIsAnErrorInOneLine() {
        rows.clear();
        run().assertError(1, "the data set is empty");
    }

    @Test
    void optionsOfTrainThatContradictEachOtherAreRefused() {
        CommandRun.of("doctor", "--input", "a", "--validation", "v", "--validation-fraction", "0.1")
                .assertError(2, "both hold rows out; give one of them");
    }

    @Test
    void theRecommendedCommandKeepsTheOptionsThatWereGiven() {
        String recommended = lastLine(run("--features-col", "x", "--label-col", "y", "--max-iter", "7"))
                .get("recommended")
                .asText();
        assertThat(recommended).contains(" --max-iter 7 ").doesNotContain("--features-col");
    }

    @Test
    void theRecommendedCommandKeepsAnglesAndHidesSecretsAndQueries() {
        String input = write();
        String angles = "--label-angles yaw=a,pitch=b --angle-axes camera";
        CommandRun run = CommandRun.of(Arguments.of(
                "doctor --estimate false " + angles,
                List.of("--query", "select x, y[0] a, y[1] b from parquet.`" + input + "` where id >= 0")));
        JsonNode result = run.result();
        assertThat(result.get("outputDim").asInt()).isEqualTo(3);
        assertThat(result.get("recommended").asText())
                .isEqualTo("./submit.sh train --query QUERY " + angles + " --validation-fraction 0.1 --model MODEL");
        assertThat(run.out()).doesNotContain("id >= 0");
        CommandRun secret =
                CommandRun.of(Arguments.of("doctor --estimate false --option password=hush --input " + input));
        assertThat(secret.result().get("recommended").asText()).contains("--option 'password=*********(redacted)'");
        assertThat(secret.out()).doesNotContain("hush");
    }

    /** Eight files in eight tasks, run one after the other and two at a time, with as many partitions of the shuffle. */
    @Test
    void anyArrangementOfTasksGivesTheSameBits() throws Exception {
        Path input = folder.resolve("many");
        PairFiles.dataset(rows).repartition(8).write().parquet(input.toString());
        ObjectNode two = measured(CommandRun.of("doctor", "--input", input.toString(), "--estimate", "false"));
        Map<String, String> settings = Map.of("spark.sql.shuffle.partitions", "7");
        ObjectNode one = SparkTests.withOwn(
                "local[1]",
                settings,
                session ->
                        measured(CommandRun.on(session, "doctor", "--input", input.toString(), "--estimate", "false")));
        assertThat(one).isEqualTo(two);
        assertThat(two.get("partitions").asInt()).isPositive();
    }

    /** Without what the machine says of itself. */
    private static ObjectNode measured(CommandRun run) {
        ObjectNode result = lastLine(run);
        result.remove(List.of("seconds", "memory", "findings"));
        return result;
    }

    private JsonNode doctor(String... options) {
        return run(options).result();
    }

    private CommandRun run(String... options) {
        return CommandRun.of(Arguments.of("doctor --estimate false --input", List.of(write()), options));
    }

    private String write() {
        Dataset<Row> dataset = PairFiles.dataset(rows);
        return PairFiles.write(folder.resolve("pairs"), dataset);
    }

    private static ObjectNode lastLine(CommandRun run) {
        List<String> lines = run.out().lines().toList();
        try {
            return (ObjectNode) JSON.readTree(lines.get(lines.size() - 1));
        } catch (IOException e) {
            throw new AssertionError(run.toString(), e);
        }
    }

    private static Map<String, String> grades(JsonNode result) {
        Map<String, String> grades = new HashMap<>();
        result.get("findings")
                .forEach(finding -> grades.put(
                        finding.get("topic").asText(), finding.get("grade").asText()));
        return grades;
    }

    private static float[] x(int row) {
        return new float[] {gaussian(row, 0), gaussian(row, 1), gaussian(row, 2)};
    }

    private static float[] y(int row) {
        return new float[] {gaussian(row, 3), gaussian(row, 4)};
    }

    private static float gaussian(int row, int element) {
        return (float) HashRandom.gaussian(element, row);
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float element : vector) {
            squares += (double) element * element;
        }
        return Math.sqrt(squares);
    }
}
