package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs of two stores that share a key, whatever Spark does to bring them together. */
class TwoTablesIT {
    @TempDir
    private Path folder;

    @Test
    void keysOfOneSideRepeatedKeysAndNullsAreCounted() throws IOException {
        Path old = lines(
                "old.jsonl",
                "{\"id\":\"a\",\"v\":[1,2]}",
                "{\"id\":\"b\",\"v\":[2,1]}",
                "{\"id\":\"c\",\"v\":[3,1]}",
                "{\"id\":null,\"v\":[3,1]}",
                "{\"id\":\"d\",\"v\":[1,1]}");
        Path young = lines(
                "new.jsonl",
                "{\"id\":\"a\",\"v\":[1,2]}",
                "{\"id\":\"b\",\"v\":[2,1]}",
                "{\"id\":\"b\",\"v\":[-2,-1]}",
                "{\"id\":\"e\",\"v\":[3,1]}",
                "{\"v\":[3,1]}",
                "{\"v\":[3,1]}");
        String[] options = {
            "--format",
            "json",
            "--label-input",
            young.toString(),
            "--key",
            "id",
            "--features-col",
            "v",
            "--label-col",
            "v",
            "--model",
            path("m")
        };
        train(old.toString(), options)
                .assertError(1, "keys must be unique, but 0 are repeated in the input and 1 in the label input");
        JsonNode result = train(
                        old.toString(), Arguments.with(options, "--duplicate-keys", "first", "--map", "orthogonal"))
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(2);
        assertThat(result.get("keys").toString())
                .isEqualTo("{\"matched\":2,\"onlyInInput\":2,\"onlyInLabelInput\":1,\"repeatedInInput\":0,"
                        + "\"repeatedInLabelInput\":1,\"nullInInput\":1,\"nullInLabelInput\":2}");
        JsonNode measured = CommandRun.of(
                        "evaluate",
                        "--format",
                        "json",
                        "--input",
                        old.toString(),
                        "--label-input",
                        young.toString(),
                        "--key",
                        "id",
                        "--prediction-col",
                        "v",
                        "--label-col",
                        "v",
                        "--duplicate-keys",
                        "first")
                .result();
        // The first of the rows of b is the one that agrees.
        assertThat(measured.get("meanAngleDegrees").asDouble()).isZero();
    }

    @Test
    void aKeyOfTwoColumnsTellsApartWhatOneDoesNot() {
        Dataset<Row> all = PairFiles.dataset(PairFiles.good(40)).selectExpr("id % 5 id", "int(id / 5) id2", "x", "y");
        String old = PairFiles.write(folder.resolve("old"), all.drop("y"));
        String young = PairFiles.write(
                folder.resolve("new"),
                all.drop("x").withColumnRenamed("id2", "other").orderBy("other"));
        String[] labels = {"--label-input", young, "--model", path("m"), "--key"};
        train(old, Arguments.with(labels, "id"))
                .assertError(1, "keys must be unique, but 5 are repeated in the input and 5 in the label input");
        JsonNode result = train(old, Arguments.with(labels, "id,id2", "--label-key", "id,other"))
                .result();
        assertThat(result.at("/keys/matched").asInt()).isEqualTo(40);
        assertThat(result.get("rows").asInt()).isEqualTo(40);
        // Rows that meet wrongly show.
        assertThat(result.get("trainMeanAngleDegrees").asDouble()).isLessThan(0.01);
    }

    /** Spark reads the largest file first. */
    @Test
    void theFirstOfTheRowsOfAKeyIsThatOfTheFirstFileByName() throws IOException {
        String row = "{\"id\":%d,\"v\":[%d,%d]}";
        Path many = Files.createDirectories(folder.resolve("many"));
        String[] first =
                IntStream.range(0, 5).mapToObj(i -> row.formatted(i, i + 1, 1)).toArray(String[]::new);
        String[] second = IntStream.range(0, 400)
                .mapToObj(i -> i < 5 ? row.formatted(i, -i - 1, -1) : row.formatted(i, i + 1, 1))
                .toArray(String[]::new);
        Files.write(many.resolve("a.jsonl"), List.of(first));
        Files.write(many.resolve("b.jsonl"), List.of(second));
        String[] good = IntStream.range(0, 400)
                .mapToObj(i -> row.formatted(i, i + 1, 1))
                .toArray(String[]::new);
        String one = lines("one.jsonl", good).toString();
        for (String[] sides : new String[][] {{many.toString(), one}, {one, many.toString()}}) {
            JsonNode measured = CommandRun.of(Arguments.of(
                            "evaluate --format json --key id --duplicate-keys first --prediction-col v --label-col v",
                            "--input",
                            sides[0],
                            "--label-input",
                            sides[1]))
                    .result();
            assertThat(measured.at("/keys/matched").asInt()).isEqualTo(400);
            assertThat(measured.get("meanAngleDegrees").asDouble()).isZero();
        }
    }

    @Test
    void rowsHeldOutMeetTheLabelInputAndAreCountedApart() throws IOException {
        Dataset<Row> all = PairFiles.dataset(PairFiles.good(40));
        String old = PairFiles.write(folder.resolve("old"), all.where("id < 30").select("id", "x"));
        String held =
                PairFiles.write(folder.resolve("held"), all.where("id >= 25").select("id", "x"));
        String young =
                PairFiles.write(folder.resolve("new"), all.where("id < 38").select("id", "y"));
        String[] options = {"--input", old, "--validation", held, "--label-input", young, "--key", "id"};
        JsonNode trained = CommandRun.of(Arguments.of("train --max-iter 3 --model " + path("m"), options))
                .result();
        JsonNode examined = doctor(options);
        for (JsonNode result : List.of(trained, examined)) {
            assertThat(result.at("/keys/matched").asInt()).isEqualTo(30);
            assertThat(result.at("/keys/onlyInLabelInput").asInt()).isEqualTo(8);
            assertThat(result.at("/heldOutKeys/matched").asInt()).isEqualTo(13);
            assertThat(result.at("/heldOutKeys/onlyInInput").asInt()).isEqualTo(2);
            assertThat(result.at("/heldOutKeys/onlyInLabelInput").asInt()).isEqualTo(25);
        }
        assertThat(trained.at("/validation/rows").asInt()).isEqualTo(13);
    }

    /** Rows that are held out and trained on are more than a fit should have, so that the exit code is 1. */
    private static JsonNode doctor(String... options) throws IOException {
        CommandRun run = CommandRun.of(Arguments.of("doctor --estimate false", options));
        assertThat(run.exitCode()).isEqualTo(1);
        List<String> lines = run.out().lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    @Test
    void theModelPredictsFromTheColumnThatBothTablesHave() throws IOException {
        List<String> old = new ArrayList<>();
        List<String> young = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            old.add("{\"doc\":{\"id\":" + i + "},\"embedding\":[" + Math.sin(i) + "," + Math.cos(i) + "]}");
            young.add("{\"key\":\"" + i + "\",\"embedding\":[" + Math.cos(i) + "," + Math.sin(i) + "]}");
        }
        Path input = lines("old.jsonl", old.toArray(String[]::new));
        Path labels = lines("new.jsonl", young.toArray(String[]::new));
        String[] pair = {
            "--format",
            "json",
            "--label-input",
            labels.toString(),
            "--features-col",
            "embedding",
            "--label-col",
            "embedding",
            "--model",
            path("m")
        };
        train(input.toString(), Arguments.with(pair, "--key", "doc.id", "--label-key", "key"))
                .assertError(1, "the key is of type bigint in the input", "of type string in the label input");
        train(
                        input.toString(),
                        Arguments.with(
                                pair,
                                "--key",
                                "cast(doc.id as string)",
                                "--label-key",
                                "key",
                                "--validation-fraction",
                                "0.3"))
                .result();
        CommandRun.of(
                        "predict",
                        "--format",
                        "json",
                        "--input",
                        input.toString(),
                        "--model",
                        path("m"),
                        "--output",
                        path("out"))
                .result();
        assertThat(SparkTests.session().read().parquet(path("out")).columns())
                .containsExactly("doc", "embedding", "prediction");
    }

    @Test
    void aKeyThatNoRowHasOrThatNamesNothingIsAnError() throws IOException {
        String old = PairFiles.write(folder.resolve("old"), PairFiles.good(10));
        String far = PairFiles.write(
                folder.resolve("far"),
                PairFiles.dataset(PairFiles.good(10)).withColumn("id", functions.expr("id + 100")));
        train(old, "--label-input", far, "--key", "id", "--model", path("m"))
                .assertError(1, "no key is in both tables: 10 are only in the input, 10 only in the label input");
        train(old, "--label-input", far, "--key", "name", "--model", path("m"))
                .assertError(1, "--key 'name' names no column of the input", "Columns: id, x, y, w");
        train(old, "--label-input", far, "--key", "x", "--model", path("m"))
                .assertError(1, "--key 'x' is of type array<float>; a key must be");
        train(old, "--label-input", far, "--model", path("m")).assertError(2, "--label-input needs --key");
        train(old, "--key", "id", "--model", path("m")).assertError(2, "--key is for two tables");
    }

    /** Days of one digit are read as Spark 2 read them, where that is asked for. */
    @Test
    void keysAreReadUnderTheSettingsOfTheSessionByCountAndJoin() throws IOException {
        List<String> days = IntStream.rangeClosed(1, 20)
                .mapToObj(day -> "{\"day\":\"" + day + "/2/2026\",\"v\":[" + Math.sin(day) + "," + Math.cos(day) + "]}")
                .toList();
        String input = lines("old.jsonl", days.toArray(String[]::new)).toString();
        String[] options = {"--key", "to_date(day, 'dd/MM/yyyy')", "--features-col", "v", "--label-col", "v"};
        for (String adaptive : List.of("true", "false")) {
            JsonNode result = CommandRun.with(
                            Map.of(
                                    "spark.sql.legacy.timeParserPolicy", "LEGACY",
                                    "spark.sql.adaptive.enabled", adaptive,
                                    "spark.sql.autoBroadcastJoinThreshold", "-1"),
                            Arguments.of(
                                    "train --map orthogonal --format json --mode overwrite --model " + path("m"),
                                    Arguments.with(options, "--input", input, "--label-input", input)))
                    .result();
            assertThat(result.at("/keys/matched").asInt()).isEqualTo(days.size());
            assertThat(result.get("rows").asInt()).isEqualTo(days.size());
        }
    }

    private CommandRun train(String input, String... more) {
        return CommandRun.of(
                Arguments.of("train --max-iter 20", Arguments.with(new String[] {"--input", input}, more)));
    }

    private Path lines(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
