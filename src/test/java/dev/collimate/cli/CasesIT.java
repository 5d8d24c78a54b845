package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vectors as users have them, in files that other programs wrote: 30 pairs of 8 and 6 numbers, the same in all of them, so
 * that every fit ends at the same angle.
 */
class CasesIT {
    private static final Path CASES = Path.of(System.getProperty("collimate.root", "."), "src/test/resources/cases");
    private static final int PAIRS = 30;

    @TempDir
    private static Path folder;

    private static double angle;

    @BeforeAll
    static void fitTwoColumns() {
        angle = run(Arguments.of(
                        "train --format json --features-col values --label-col metadata.new --model "
                                + path("of-arrays"),
                        "--input",
                        file("pinecone.jsonl")))
                .get("trainMeanAngleDegrees")
                .asDouble();
        assertThat(angle).isPositive();
    }

    @Test
    void textOfPgvectorIsReadAndWrittenAsItsCopyTakesIt() throws IOException {
        String columns = "--features-col embedding --label-col embedding_v2 --format csv ";
        train(columns, "--input", file("pgvector.csv.gz"));
        run(Arguments.of(
                "predict --format csv --output-format csv --model " + path("model") + " --output " + path("rows"),
                "--input",
                file("pgvector.csv.gz")));
        List<String> lines = lines("rows");
        assertThat(lines).hasSize(PAIRS + 1);
        assertThat(lines.get(0)).isEqualTo("id,embedding,embedding_v2,prediction");
        String number = "-?[0-9.]+(E-?[0-9]+)?";
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.matches(".*,\"\\[" + number + "(," + number + "){5}]\""));
        String[] copy = {"--option", "header=false", "--option", "sep=\t", "--input", file("pgvector-copy.tsv")};
        // COPY writes a null as \\N.
        JsonNode copied = fit("--format csv --features-col _c1 --label-col _c2 --bad-rows skip", copy);
        assertThat(copied.get("rows").asInt()).isEqualTo(PAIRS - 1);
        assertThat(copied.get("skippedRows").asInt()).isEqualTo(1);
        // Half of the elements of x are left out, so that the fit is another.
        JsonNode sparse = fit(columns, "--input", file("sparsevec.csv"));
        assertThat(sparse.get("rows").asInt()).isEqualTo(PAIRS);
        assertThat(sparse.get("inputDim").asInt()).isEqualTo(8);
    }

    @Test
    void wordVectorsMeetByADictionaryAndGoOutAsTheyCame() throws IOException {
        String[] labels = {"--label-input", file("tgt.vec"), "--dictionary", file("dict.txt")};
        // One word is a quote, another has a blank; the dictionary has neither.
        for (String[] input :
                new String[][] {{"--format", "vec", "--input", file("glove.txt")}, {"--input", file("src.vec")}}) {
            JsonNode result = fit("", Arguments.with(labels, input));
            assertThat(result.get("rows").asInt()).isEqualTo(PAIRS - 1);
            assertThat(result.get("inputDim").asInt()).isEqualTo(8);
        }
        run(Arguments.of(
                "predict --output-format vec --model " + path("model") + " --output " + path("words"),
                "--input",
                file("src.vec")));
        List<String> lines = lines("words");
        assertThat(lines).hasSize(PAIRS + 1);
        assertThat(lines.get(0)).isEqualTo(PAIRS + " 6");
        List<String> words = Files.readAllLines(CASES.resolve("src.vec")).stream()
                .skip(1)
                .map(line -> line.strip().replaceAll("( \\S+){8}$", ""))
                .toList();
        assertThat(words).contains("new york");
        assertThat(lines.stream().skip(1).map(line -> line.replaceAll("( \\S+){6}$", "")))
                .containsExactlyElementsOf(words);
    }

    @Test
    void twoStoresMeetByTheirIdsAndTheRestIsCounted() {
        String[] stores = Arguments.of(
                "train --mode overwrite --format json --key id --features-col embedding --label-col embedding --model "
                        + path("model"),
                "--input",
                file("old.jsonl"),
                "--label-input",
                file("new.jsonl"));
        CommandRun.of(stores)
                .assertError(1, "keys must be unique, but 0 are repeated in the input and 1 in the label input");
        JsonNode result = run(Arguments.with(stores, "--duplicate-keys", "first"));
        assertThat(result.get("rows").asInt()).isEqualTo(25);
        assertThat(result.get("keys").toString())
                .isEqualTo("{\"matched\":25,\"onlyInInput\":5,\"onlyInLabelInput\":5,\"repeatedInInput\":0,"
                        + "\"repeatedInLabelInput\":1,\"nullInInput\":0,\"nullInLabelInput\":0}");
    }

    @Test
    void vectorsInsideOfColumnsTrain() {
        train("--format json --features-col vector.minilm --label-col vector.bge", "--input", file("qdrant.jsonl"));
        train("--features-col doc.old --label-col doc.new", "--query", first("struct.parquet"));
    }

    @Test
    void bytesOfFloatsTrainWhereTheirTypeIsNamed() {
        for (String name : List.of("blob.parquet", "flba.parquet")) {
            CommandRun.of(Arguments.of("train --model " + path("none"), "--input", file(name)))
                    .assertError(1, "--features-col 'x' is bytes, 32 of them", "8 numbers as float32");
            train("--vector-encoding float32", "--query", first(name));
        }
    }

    @Test
    void yawAndPitchAreADirectionAndNotAVectorInThePlane() {
        String[] read = {"--format", "csv", "--input", file("gaze.csv")};
        JsonNode result = run(Arguments.of(
                "train --features-col f* --label-angles yaw=yaw,pitch=pitch --model " + path("gaze"), read));
        assertThat(result.get("outputDim").asInt()).isEqualTo(3);
        run(Arguments.of(
                "predict --prediction-angles yaw=y,pitch=p --model " + path("gaze") + " --output " + path("angles"),
                read));
        double sum = 0;
        for (Row row : SparkTests.session().read().parquet(path("angles")).collectAsList()) {
            sum += Math.toDegrees(Math.acos(Math.min(1, cosine(row))));
        }
        assertThat(sum / PAIRS).isCloseTo(result.get("trainMeanAngleDegrees").asDouble(), within(1e-3));
    }

    /** Of the direction that a row's angles say and the one that is predicted. */
    private static double cosine(Row row) {
        double yaw = Double.parseDouble(row.getAs("yaw"));
        double pitch = Double.parseDouble(row.getAs("pitch"));
        double y = row.getAs("y");
        double p = row.getAs("p");
        return Math.cos(pitch) * Math.cos(p) * Math.cos(yaw - y) + Math.sin(pitch) * Math.sin(p);
    }

    @Test
    void arraysOfNumpyTrainSideBySide() throws IOException {
        for (String input : List.of("X.npy", "X.fvecs")) {
            train("", "--label-input", file("Y.npy"), "--input", file(input));
        }
        run(Arguments.of(
                "predict --output-format npy --model " + path("model") + " --output " + path("arrays"),
                "--input",
                file("X.npy")));
        assertThat(Files.size(folder.resolve("arrays").resolve("predictions.npy")))
                .isEqualTo(Files.size(CASES.resolve("Y.npy")));
    }

    private static void train(String options, String... input) {
        JsonNode result = fit(options, input);
        assertThat(result.get("rows").asInt()).isEqualTo(PAIRS);
        assertThat(result.get("trainMeanAngleDegrees").asDouble()).isCloseTo(angle, within(1e-4));
    }

    private static JsonNode fit(String options, String... input) {
        return run(Arguments.of("train --mode overwrite --model " + path("model") + " " + options.strip(), input));
    }

    private static JsonNode run(String... arguments) {
        return CommandRun.of(arguments).result();
    }

    /** The pairs that all files have. */
    private static String first(String name) {
        return "select * from parquet.`" + file(name) + "` where id < " + PAIRS;
    }

    /** Of the one file in a folder. */
    private static List<String> lines(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            Set<Path> parts = files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .collect(Collectors.toSet());
            assertThat(parts).hasSize(1);
            return Files.readAllLines(parts.iterator().next());
        }
    }

    private static String file(String name) {
        return CASES.resolve(name).toAbsolutePath().normalize().toString();
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
