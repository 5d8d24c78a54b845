package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in the names of folders are text, and come back as they were, whichever way the folders are named. */
@Tag("long")
@Tag("versions")
class PartitionFoldersIT {
    private static final SparkSession SPARK = SparkTests.session();
    private static final String[] FOLDERS = {"day=01", "day=1e3", "day=a b"};
    private static final int ROWS = 6;

    @TempDir
    private Path folder;

    private Path store;

    @BeforeEach
    void write() {
        store = folder.resolve("store");
        for (String name : FOLDERS) {
            PairFiles.write(store.resolve(name), PairFiles.good(ROWS));
        }
    }

    @Test
    void foldersComeBackWithTheirNames() throws IOException {
        for (String[] input : List.of(
                new String[] {"--input", store.toString()},
                new String[] {"--input", store.resolve("*").toString()},
                Stream.of(FOLDERS)
                        .flatMap(
                                name -> Stream.of("--input", store.resolve(name).toString()))
                        .toArray(String[]::new),
                new String[] {"--query", "select * from parquet.`" + store + "`"})) {
            assertThat(predict("--mode overwrite --partition-by day", input)
                            .result()
                            .get("rows")
                            .asInt())
                    .isEqualTo(FOLDERS.length * ROWS);
            assertThat(folders("mapped")).containsExactlyInAnyOrder(FOLDERS);
        }
    }

    @Test
    void aFileOfAPartitionHasItsValueToo() throws IOException {
        String file;
        try (Stream<Path> files = Files.list(store.resolve("day=01"))) {
            file = files.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
        predict("--partition-by day", "--input", file).result();
        assertThat(folders("mapped")).containsExactly("day=01");
    }

    @Test
    void aColumnOfTheFilesCountsBeforeOneOfThatNameInTheNameOfTheirFolder() {
        String named = PairFiles.write(folder.resolve("x=minilm"), PairFiles.good(ROWS));
        predict("", "--input", named).result();
        assertThat(SPARK.read()
                        .parquet(mapped())
                        .select("x")
                        .except(SPARK.read().parquet(named).select("x"))
                        .count())
                .isZero();
    }

    @Test
    void noFileIsAddedBesideFolders() {
        predict("--partition-by day", "--input", store.toString()).result();
        predict("--mode append", "--input", store.toString())
                .assertError(1, "cannot append to", "it has folders for values of day");
        predict("--mode append --partition-by day", "--input", store.toString())
                .assertError(2, "--mode append adds files to one folder, and --partition-by makes many");
        assertThat(SPARK.read().parquet(mapped()).count()).isEqualTo(FOLDERS.length * ROWS);
    }

    @Test
    void filesThatSparkWouldLeaveOutAreTold() {
        SPARK.read()
                .parquet(store.resolve("day=01").toString())
                .write()
                .mode("append")
                .parquet(store.toString());
        predict("", "--input", store.toString())
                .assertError(1, "the folder", "has files, such as part-", "beside folders of partitions, such as day=");
    }

    @Test
    void foldersOfTwoStoresAreNotReadTogether() {
        String other = PairFiles.write(folder.resolve("other"), PairFiles.good(ROWS));
        String twin = PairFiles.write(folder.resolve("twin").resolve("day=01"), PairFiles.good(ROWS));
        for (String second : List.of(other, twin)) {
            predict("", "--input", store.resolve("day=01").toString(), "--input", second)
                    .assertError(1, "store/day=01, which has a value of a column in its name, and", second);
        }
    }

    @Test
    void theSettingsOfASessionStay() {
        String setting = "spark.sql.sources.partitionColumnTypeInference.enabled";
        SparkSession session = SPARK.newSession();
        CommandRun.on(session, command("", "--input", store.toString())).result();
        assertThat(session.conf().getAll().contains(setting)).isFalse();
        // What the user has set counts.
        session.conf().set(setting, true);
        CommandRun.on(session, command("--mode overwrite --partition-by day", "--input", store.toString()))
                .result();
        assertThat(session.conf().get(setting)).isEqualTo("true");
    }

    private CommandRun predict(String options, String... input) {
        return CommandRun.of(command(options, input));
    }

    private String[] command(String options, String... input) {
        Path model = folder.resolve("model");
        if (!Files.exists(model)) {
            CommandRun.of("train", "--input", store.resolve("day=01").toString(), "--model", model.toString())
                    .result();
        }
        String start = "predict --model " + model + " --output " + mapped() + " " + options;
        return Arguments.of(start.strip(), input);
    }

    private String mapped() {
        return folder.resolve("mapped").toString();
    }

    private List<String> folders(String name) throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve(name))) {
            return found.map(path -> path.getFileName().toString().replace("%20", " "))
                    .filter(file -> file.contains("="))
                    .toList();
        }
    }
}
