package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.ml.Warnings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** The pages of runs. */
class ReportIT {
    private static final int MOST_BYTES = 300_000;

    @TempDir
    private static Path folder;

    private static String pairs;
    private static CommandRun training;
    private static JsonNode examined;
    private static JsonNode searched;

    @BeforeAll
    static void train() {
        pairs = GroupedPairs.write(folder.resolve("pairs"));
        training = CommandRun.of(
                "train",
                "--input",
                pairs,
                "--validation-fraction",
                "0.2",
                "--patience",
                "5",
                "--group-col",
                "group",
                "--model",
                path("model"),
                "--report",
                path("train.html"));
        examined = CommandRun.of("doctor", "--estimate", "false", "--input", pairs, "--report", path("doctor.html"))
                .result();
        CommandRun.of(
                        "evaluate",
                        "--input",
                        pairs,
                        "--model",
                        path("model"),
                        "--group-col",
                        "group",
                        "--report",
                        path("evaluate.html"))
                .result();
        searched = CommandRun.of(retrieval("--report", path("retrieval.html"))).result();
    }

    private static String[] retrieval(String... more) {
        return Arguments.of(
                "retrieval --k 1,10 --key id --group-col group --input " + pairs + " --model " + path("model"), more);
    }

    @Test
    void aPageIsWellFormedSmallAndNeedsNothingElse() throws Exception {
        for (String name : List.of("train", "doctor", "evaluate", "retrieval")) {
            String html = page(name);
            assertThat(Files.size(folder.resolve(name + ".html"))).isLessThanOrEqualTo(MOST_BYTES);
            assertThat(html).doesNotContain("<script", "http://", "https://", "url(", "@import", "src=", "href=");
            var factory = DocumentBuilderFactory.newInstance();
            factory.setValidating(false);
            var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
            assertThat(document.getElementsByTagName("h1").getLength()).isEqualTo(1);
            assertThat(html.indexOf("verdict")).isPositive();
        }
    }

    @Test
    void aPageHasTheNumbersOfTheResult() throws IOException {
        JsonNode validation = training.result().get("validation");
        assertThat(page("train"))
                .contains(String.format(
                        "%.3f°", validation.get("meanAngleDegrees").asDouble()))
                .contains(training.result().get("stopDetail").asText())
                .contains(String.format(
                        "%.2f° ± %.2f°",
                        validation.get("meanAngleDegrees").asDouble(),
                        validation.get("meanAngleMarginDegrees").asDouble()))
                .contains("On the rows held out, which also chose its step, the map is ")
                .contains("least squares (closed-form)", "rows held out, on the way", "Collimate 0.1.0, Spark ");
        assertThat(training.result().get("report").asText()).isEqualTo(path("train.html"));
        List<String> looks = examined.get("findings").findValuesAsText("grade").stream()
                .filter(grade -> grade.equals("look"))
                .toList();
        assertThat(looks).hasSize(1);
        assertThat(page("doctor")).contains("1 finding is worth a look", "--validation-fraction 0.1", "rank: 3 of 3");
    }

    @Test
    void searchesAreShownWithTheIntervalsOfTheResult() throws IOException {
        String html = page("retrieval");
        assertThat(searched.get("searches").size()).isGreaterThan(2);
        for (JsonNode search : searched.get("searches")) {
            JsonNode recall = search.at("/measures/recall@10");
            assertThat(html)
                    .contains(search.get("name").asText())
                    .contains(String.format(
                            "%.4f\n%.4f–%.4f",
                            recall.get("value").asDouble(),
                            recall.get("low").asDouble(),
                            recall.get("high").asDouble()));
        }
        assertThat(html).contains("--k 1,10", "where nothing is done", "Gains over doing nothing");
    }

    @Test
    void aMeasureThatFallsShortIsInTheVerdict() throws IOException {
        train("turned", pairs, "--map", "orthogonal");
        CommandRun run = CommandRun.of(Arguments.of(
                "retrieval --mapped store --min recall@1=1 --input " + pairs + " --model " + path("turned"),
                "--report",
                path("short.html")));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("falls short");
        assertThat(page("short")).contains("The model falls short: recall@1 is ", "--min recall@1=1.0");
    }

    @Test
    void aChoiceIsShownWithAllCandidates() throws IOException {
        JsonNode selection = train(
                        "selected",
                        pairs,
                        "--map",
                        "orthogonal",
                        "--validation-fraction",
                        "0.2",
                        "--select",
                        "meanAngle")
                .get("selection");
        String chosen = selection.get("chosen").asText();
        assertThat(chosen).isNotEqualTo("the fitted map");
        String html = page("selected");
        assertThat(html)
                .contains("On the rows held out, which also chose it, the map is ")
                .contains("it is " + chosen + ", the best by meanAngle of 7 maps.")
                .containsPattern("<dt>Passes</dt>\\s*<dd>of the fitted map: ")
                .containsPattern("<dt>Ended</dt>\\s*<dd>of the fitted map: ");
        assertThat(selection.get("candidates").size()).isEqualTo(7);
        for (JsonNode candidate : selection.get("candidates")) {
            assertThat(html)
                    .contains(candidate.get("name").asText())
                    .contains(String.format("%.3f°", candidate.get("value").asDouble()))
                    .contains(String.format(
                            "%.3f°–%.3f°",
                            candidate.get("low").asDouble(),
                            candidate.get("high").asDouble()));
        }
    }

    @Test
    void whatASearchChoseIsToldByItsMeasureFirst() throws IOException {
        JsonNode selection = train(
                        "found",
                        pairs,
                        "--map",
                        "orthogonal",
                        "--validation-fraction",
                        "0.2",
                        "--select",
                        "recall@10",
                        "--mapped",
                        "store")
                .get("selection");
        String chosen = selection.get("chosen").asText();
        JsonNode best = StreamSupport.stream(selection.get("candidates").spliterator(), false)
                .filter(candidate -> candidate.get("name").asText().equals(chosen))
                .findFirst()
                .orElseThrow();
        assertThat(page("found"))
                .contains(String.format(
                        "On the rows held out, which also chose it, recall@10 is %.4f (95 %% interval %.4f to %.4f, store"
                                + " mapped) and the map is ",
                        best.get("value").asDouble(),
                        best.get("low").asDouble(),
                        best.get("high").asDouble()))
                .contains("it is " + chosen + ", the best by recall@10 of ");
    }

    @Test
    void ofTheRowsHeldOutThePassesShowBothEndsAsTheStartIsLeastSquares() throws IOException {
        train("ends", pairs, "--validation-fraction", "0.2");
        assertThat(page("ends")).contains("rows held out, start and end", "with --patience they are at each step");
    }

    @Test
    void theRidgeOfASolvedNetworkIsShownAsItWasChosenAndTheSpreadAsItWasGiven() throws IOException {
        String sample = System.getProperty("collimate.root", ".") + "/src/sample/test";
        JsonNode result = train("network", sample, "--map", "mlp", "--layers", "384,32,384", "--spread", "0.5");
        assertThat(result.get("ridgeCurve").size()).isGreaterThan(1);
        assertThat(page("network"))
                .contains("How the ridge was chosen")
                .contains(String.format("chosen: %.3g", result.get("ridge").asDouble()))
                .contains("0.5, scale 1.0", "no rows were held out");
    }

    private static JsonNode train(String name, String input, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--input", input, "--model", path(name), "--report", path(name + ".html")));
        arguments.addAll(List.of(more));
        return CommandRun.of(Arguments.of("train", arguments.toArray(String[]::new)))
                .result();
    }

    @Test
    void noPageHoldsVectorsOrSecrets() throws IOException {
        CommandRun run = CommandRun.of(
                "doctor",
                "--estimate",
                "false",
                "--input",
                pairs,
                "--option",
                "address=s3://user:hunter2@bucket/a?token=sesame",
                "--report",
                path("secret.html"));
        run.result();
        assertThat(page("secret")).doesNotContain("hunter2", "sesame").contains("redacted");
        String element = Double.toString(Math.sin(0.7)).substring(0, 8);
        assertThat(page("train")).doesNotContain(element);
    }

    @Test
    void aMissingFolderIsRefusedBeforeTheFit() {
        String nowhere = path("nowhere/page.html");
        CommandRun.of("train", "--input", pairs, "--model", path("never"), "--report", nowhere)
                .assertError(1, "cannot write", "nowhere/page.html", "there is no folder", "name another file");
        assertThat(folder.resolve("never")).doesNotExist();
        CommandRun.of("doctor", "--input", pairs, "--report", folder.toString())
                .assertError(1, "it is a folder; name a file");
    }

    /** The model takes the report's place after the place was found free. */
    @Test
    void aReportThatCannotBeWrittenLosesNoFit() throws Exception {
        String place = path("taken");
        try (Warnings warnings = Warnings.of(ReportOption.class)) {
            CommandRun run = CommandRun.of("train", "--input", pairs, "--model", place, "--report", place);
            assertThat(run.result().get("report").isNull()).isTrue();
            assertThat(warnings.messages())
                    .anyMatch(line -> line.contains("the report " + place + " could not be written"));
        }
        CommandRun.of("evaluate", "--input", pairs, "--model", place).result();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith(".taken"));
        }
    }

    @Test
    void aPageReplacesTheOneBefore() throws IOException {
        Files.writeString(folder.resolve("again.html"), "before");
        CommandRun.of("doctor", "--estimate", "false", "--input", pairs, "--report", path("again.html"))
                .result();
        assertThat(page("again")).startsWith("<!DOCTYPE html>").endsWith("</html>");
    }

    @Test
    void theDataOfASearchAreAllThatItRead() throws IOException {
        Path qrels = Files.writeString(folder.resolve("qrels"), "1 0 2 1\n");
        String rows = PairFiles.write(folder.resolve("rows"), PairFiles.good(30));
        CommandRun.of(retrieval("--training", rows, "--qrels", qrels.toString(), "--report", path("data.html")))
                .result();
        assertThat(page("retrieval")).contains("<dd>1 files, ");
        assertThat(page("data")).contains("<dd>3 files, ");
    }

    @Test
    void whatIsNotMeasuredIsTold() throws IOException {
        String leftOut = "No --training: the baselines of train, orthogonal maps and least squares, are left out.";
        assertThat(page("retrieval")).contains(leftOut);
        String columns = PairFiles.write(
                folder.resolve("columns"), PairFiles.dataset(PairFiles.good(50)).withColumn("p", functions.col("y")));
        CommandRun run = CommandRun.of(Arguments.of(
                "retrieval --k 1 --prediction-col p --input " + columns, "--report", path("columns.html")));
        String nothing = "No --features-col: doing nothing and the naive swap are left out.";
        assertThat(run.out()).contains(nothing);
        assertThat(page("columns")).contains(nothing).doesNotContain(leftOut);
        assertThat(run.result().get("searches")).hasSize(2);
        CommandRun both =
                CommandRun.of(Arguments.of("retrieval --k 1 --prediction-col p --features-col x --input " + columns));
        assertThat(both.out()).doesNotContain("left out");
        assertThat(both.result().get("searches").findValuesAsText("name"))
                .containsExactly("do nothing: x asks x", "column p", "ceiling: y asks y");
    }

    @Test
    void pagesOfOneModelHaveOneFingerprint() throws IOException {
        String fingerprint = CommandRun.of(
                        "export", "--to", "npy", "--model", path("model"), "--output", path("exported"))
                .result()
                .get("fingerprint")
                .asText();
        for (String name : List.of("train", "evaluate", "retrieval")) {
            assertThat(page(name)).contains("<dd>" + fingerprint + "</dd>");
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".html"));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
