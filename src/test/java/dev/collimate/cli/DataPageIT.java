package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the page on vectors as they lie runs, in the order of the page, on files that are as it says. */
@Tag("long")
class DataPageIT {
    private static final Path ROOT =
            Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath().normalize();
    private static final Path PAGE = Path.of("src", "site", "data.md");

    /** A part of each command that needs jars and services beside those of the tests, and what runs it. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "io.delta:delta-spark_4.2", "DeltaLakeIT runs one like it",
            "spark.sql.catalogImplementation=hive", "DistributionSuite runs one like it",
            "io.unitycatalog:unitycatalog-spark", "a server of another program: only parsed");

    @TempDir
    private static Path folder;

    private static DataPageFiles files;

    static List<String> commands() throws IOException {
        return DocumentedCommands.of(ROOT).stream()
                .filter(command -> command.page().equals(PAGE))
                .map(DocumentedCommands.Command::line)
                .filter(line -> line.startsWith("./submit.sh "))
                .toList();
    }

    static Stream<String> commandsThatRunHere() throws IOException {
        return commands().stream().filter(line -> ELSEWHERE.keySet().stream().noneMatch(line::contains));
    }

    @BeforeAll
    static void write() throws Exception {
        files = new DataPageFiles(folder);
        files.write();
    }

    @AfterAll
    static void dropTables() throws Exception {
        files.close();
    }

    @Test
    void whatRunsElsewhereIsOnThePageOnceEach() throws IOException {
        for (String part : ELSEWHERE.keySet()) {
            assertThat(commands())
                    .as(part)
                    .filteredOn(line -> line.contains(part))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("commandsThatRunHere")
    void aCommandRuns(String line) throws IOException {
        PageCommand command = PageCommand.of(files.withOwnServices(line), folder);
        Path written = command.paths().get(command.name().equals("train") ? "--model" : "--output");
        FileUtil.fullyDelete(written.toFile());
        Map<String, String> settings = new HashMap<>(files.catalogs());
        settings.putAll(command.settings());
        JsonNode result = CommandRun.with(settings, command.arguments()).result();
        assertThat(result.get("rows").asInt()).isBetween(DataPageFiles.ROWS / 2, DataPageFiles.ROWS);
        assertThat(written).isNotEmptyDirectory();
        if (command.name().equals("train")) {
            assertThat(result.get("rows").asInt()).isEqualTo(DataPageFiles.ROWS);
            // The actual vectors follow from the inputs, so that a wrong number or a wrong pair shows.
            assertThat(result.get("trainMeanAngleDegrees").asDouble()).isLessThan(0.01);
        }
    }
}
