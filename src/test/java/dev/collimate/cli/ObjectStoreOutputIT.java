package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a store that renames no directory: files of one run alone, and the mark that they are complete. */
@Tag("long")
class ObjectStoreOutputIT {
    private static final String SETTING = "spark.collimate.objectStores";
    private static final int ROWS = 12;

    @TempDir
    private Path folder;

    @BeforeEach
    void localDisksAreOne() {
        SparkTests.session().conf().set(SETTING, "file");
        PairFiles.dataset(PairFiles.good(ROWS))
                .withColumn("half", functions.expr("id % 2"))
                .repartition(2)
                .write()
                .parquet(path("pairs"));
        CommandRun.of("train", "--input", path("pairs"), "--model", path("model"))
                .result();
    }

    @AfterEach
    void noMore() {
        SparkTests.session().conf().unset(SETTING);
    }

    @Test
    void anOverwrittenOutputHasTheFilesOfTheNewRunAlone() throws IOException {
        for (String format : List.of("parquet", "csv", "npy")) {
            String[] partitions = format.equals("npy") ? new String[0] : new String[] {"--partition-by", "half"};
            assertThat(predict(format, partitions).result().get("rows").asInt()).isEqualTo(ROWS);
            Set<String> first = files(format);
            predict(format).assertError(1, "already exists");
            assertThat(files(format)).isEqualTo(first);
            JsonNode second = predict(format, "--mode", "overwrite").result();
            assertThat(second.get("rows").asInt()).isEqualTo(ROWS);
            Set<String> found = files(format);
            assertThat(found).contains("_SUCCESS").noneMatch(name -> name.startsWith(".") || name.contains("half="));
            Set<String> both = new HashSet<>(first);
            both.retainAll(found);
            assertThat(both)
                    .containsExactlyInAnyOrderElementsOf(
                            format.equals("npy") ? Set.of("_SUCCESS", "predictions.npy") : Set.of("_SUCCESS"));
        }
        assertThat(SparkTests.session().read().parquet(path("parquet")).count()).isEqualTo(ROWS);
    }

    @Test
    void appendsAndExportsWorkThereToo() throws IOException {
        predict("parquet").result();
        predict("parquet", "--mode", "append").result();
        assertThat(SparkTests.session().read().parquet(path("parquet")).count()).isEqualTo(2L * ROWS);
        for (int i = 0; i < 2; i++) {
            CommandRun.of(Arguments.of(
                            "export --to npy --mode overwrite --model " + path("model"), "--output", path("export")))
                    .result();
            assertThat(files("export"))
                    .contains("export.json")
                    .noneMatch(name -> name.startsWith(".") && !name.endsWith(".crc"));
        }
    }

    @Test
    void aRunFileIsOneFileThereToo() throws IOException {
        CommandRun.of(Arguments.of(
                        "retrieval --k 3 --key id --model " + path("model"),
                        "--input",
                        path("pairs"),
                        "--run",
                        path("run")))
                .result();
        assertThat(Files.readAllLines(folder.resolve("run"))).hasSizeGreaterThan(ROWS);
    }

    @Test
    void whatIsHalfReplacedIsNoInput() throws IOException {
        Files.createFile(folder.resolve("pairs").resolve(".files-" + UUID.randomUUID() + ".replacing"));
        CommandRun.of("train", "--input", path("pairs"), "--model", path("before"))
                .result();
        Files.delete(folder.resolve("pairs").resolve("_SUCCESS"));
        CommandRun.of("train", "--input", path("pairs"), "--model", path("other"))
                .assertError(
                        1,
                        "the input " + path("pairs") + " is being replaced, or was when the run that did so was"
                                + " killed");
    }

    private CommandRun predict(String format, String... more) {
        return CommandRun.of(Arguments.of(
                "predict --output-format " + format + " --model " + path("model"),
                List.of("--input", path("pairs"), "--output", path(format)),
                more));
    }

    private Set<String> files(String output) throws IOException {
        Path root = folder.resolve(output);
        try (Stream<Path> all = Files.walk(root)) {
            Set<String> names = new TreeSet<>();
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".crc"))
                    .forEach(file -> names.add(root.relativize(file).toString()));
            return names;
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
