package dev.collimate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cli.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends a command that writes rows while it does so: nothing of these is left, and what was there is whole. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(600)
@Tag("long")
class PredictSignalIT {
    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private static ArchivedClasses classes;

    @BeforeAll
    static void train() throws IOException {
        classes = ArchivedClasses.in(data);
        run("generate --rows 2000 --input-dim 16 --output-dim 8 --output", "pairs");
        run("train --map orthogonal --input " + data.resolve("pairs") + " --model", "model");
    }

    private static void run(String command, String target) {
        Stream<String> words = Stream.concat(
                Stream.of(command.split(" ")), Stream.of(data.resolve(target).toString()));
        CommandRun.of(words.toArray(String[]::new)).result();
    }

    @Test
    void nothingIsLeftOfAnOutputThatIsNew() throws Exception {
        assertEnds();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @Tag("cluster")
    void anOutputThatWasToBeReplacedIsWhole() throws Exception {
        Path mapped = Files.createDirectory(folder.resolve("mapped"));
        Files.writeString(mapped.resolve("part-0.parquet"), "old");
        Files.writeString(mapped.resolve("_SUCCESS"), "");
        assertEnds("--mode", "overwrite");
        assertThat(folder.toFile().list()).containsExactly("mapped");
        assertThat(mapped.toFile().list()).containsExactlyInAnyOrder("part-0.parquet", "_SUCCESS");
        assertThat(mapped.resolve("part-0.parquet")).hasContent("old");
    }

    private void assertEnds(String... options) throws Exception {
        // Far more rows than are written before the signal comes.
        String rows = "select p.* from parquet.`" + data.resolve("pairs") + "` p cross join range(0, 100000, 1, 4)";
        List<String> arguments = new ArrayList<>(List.of("predict", "--query", rows));
        arguments.addAll(List.of("--model", data.resolve("model").toString()));
        // Parquet would keep 128 MB of rows in memory before it writes the first.
        arguments.addAll(List.of("--output", folder.resolve("mapped").toString(), "--output-format", "json"));
        arguments.addAll(List.of(options));
        Driver driver = new Driver(folder, arguments, classes);
        Driver.Outcome stopped = driver.run(this::writes, SignalIT.send("TERM"));
        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
        assertThat(stopped.out()).isEmpty();
        assertThat(SignalIT.line(stopped))
                .isEqualTo(
                        "collimate: stopped by SIGTERM; what it was writing is taken away, and what was there before is"
                                + " whole");
    }

    /** Whether a task has put rows into a file that is not in its place yet. */
    private boolean writes() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.anyMatch(file -> file.toString().contains("/_temporary/")
                    && file.getFileName().toString().startsWith("part-")
                    && file.toFile().length() > 0);
        } catch (UncheckedIOException | NoSuchFileException e) {
            // A task moved a file meanwhile.
            return false;
        }
    }
}
