package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of rows and of queries, printed, in results and on pages. */
class GroupReportIT {
    @TempDir
    private static Path folder;

    private static CommandRun training;
    private static CommandRun evaluated;
    private static JsonNode searched;
    private static String pairs;

    @BeforeAll
    static void measure() {
        pairs = GroupedPairs.write(folder.resolve("pairs"));
        training = grouped("train --validation-fraction 0.2", "--model", path("model"), "--report", path("train.html"));
        evaluated = grouped("evaluate", "--model", path("model"), "--report", path("evaluate.html"));
        searched =
                grouped("retrieval --k 1,10 --key id", "--model", path("model")).result();
    }

    private static CommandRun grouped(String command, String... more) {
        return CommandRun.of(Arguments.of(command + " --group-col group", List.of("--input", pairs), more));
    }

    @Test
    void groupsAreListedTheWorstFirstAndTheirNamesAreText() throws IOException {
        String html = page("evaluate");
        assertThat(html).contains("Worst groups", "&lt;script", "group 1", "group 2", "group 3");
        List<Double> angles = Stream.of(
                        html.substring(html.indexOf("Worst groups")).split("\"number\">"))
                .map(cell -> cell.substring(0, cell.indexOf('<')))
                .filter(cell -> cell.endsWith("°"))
                .map(cell -> Double.parseDouble(cell.replace("°", "")))
                .toList();
        assertThat(angles).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void predictionsThatAreThereHaveTheGroupsOfTheModelThatMadeThem() {
        CommandRun.of("predict", "--input", pairs, "--model", path("model"), "--output", path("predicted"))
                .result();
        String[] predictions = {"--input", path("predicted"), "--prediction-col", "prediction"};
        JsonNode measured = CommandRun.of(Arguments.of("evaluate --group-col group", predictions))
                .result();
        assertSameAngles(measured.get("groups"), evaluated.result().get("groups"));
        JsonNode found = CommandRun.of(Arguments.of("retrieval --k 10 --key id --group-col group", predictions))
                .result();
        assertThat(found.get("groups")).hasSameSizeAs(searched.get("groups"));
        for (int i = 0; i < 4; i++) {
            JsonNode group = searched.get("groups").get(i);
            assertThat(found.get("groups").get(i).get("name")).isEqualTo(group.get("name"));
            assertThat(found.get("groups").get(i).get("recall@10")).isEqualTo(group.get("recall@10"));
            assertThat(found.get("groups").get(i).get("rows")).isEqualTo(group.get("rows"));
        }
    }

    private static void assertSameAngles(JsonNode groups, JsonNode expected) {
        assertThat(groups).hasSameSizeAs(expected);
        for (int i = 0; i < groups.size(); i++) {
            assertThat(groups.get(i).get("name")).isEqualTo(expected.get(i).get("name"));
            assertThat(groups.get(i).get("rows")).isEqualTo(expected.get(i).get("rows"));
            assertThat(groups.get(i).get("meanAngleDegrees").asDouble())
                    .isCloseTo(expected.get(i).get("meanAngleDegrees").asDouble(), within(1e-5));
        }
    }

    @Test
    void groupsOfAFitAreOfTheRowsHeldOut() throws IOException {
        JsonNode validation = training.result().get("validation");
        JsonNode groups = training.result().get("groups");
        assertThat(groups).hasSize(4);
        long rows = 0;
        double sum = 0;
        for (JsonNode group : groups) {
            rows += group.get("rows").asLong();
            sum += group.get("rows").asLong() * group.get("meanAngleDegrees").asDouble();
        }
        assertThat(rows).isEqualTo(validation.get("rows").asLong());
        assertThat(sum / rows).isCloseTo(validation.get("meanAngleDegrees").asDouble(), within(1e-6));
        assertThat(page("train"))
                .contains("Worst groups", "Groups of rows held out by their mean angle", "--group-col group");
        assertThat(training.out()).contains("Worst groups of rows held out, in degrees:");
    }

    @Test
    void groupsOfThePageArePrintedAndInTheResult() throws IOException {
        JsonNode groups = evaluated.result().get("groups");
        assertThat(groups).hasSize(4);
        long rows = 0;
        double sum = 0;
        for (JsonNode group : groups) {
            String mean = String.format("%.3f", group.get("meanAngleDegrees").asDouble());
            assertThat(page("evaluate")).contains(">" + mean + "°<");
            assertThat(evaluated.out()).contains(mean);
            rows += group.get("rows").asLong();
            sum += group.get("rows").asLong() * group.get("meanAngleDegrees").asDouble();
        }
        assertThat(rows).isEqualTo(evaluated.result().get("rows").asLong());
        assertThat(sum / rows)
                .isCloseTo(evaluated.result().get("meanAngleDegrees").asDouble(), within(1e-9));
        assertThat(evaluated.out())
                .contains(
                        "Worst groups of rows, in degrees:",
                        "group 1",
                        ("group 3" + GroupedPairs.LONG.repeat(4)).substring(0, 80) + "… ")
                .doesNotContain("\u0007");
    }

    private static String page(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".html"));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
