package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The option files in conf, and what becomes of a command line through them. */
class ShippedOptionFilesTest {
    private static final Path ROOT =
            Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath().normalize();

    private final Collimate collimate = new Collimate(new Environment(
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(new ByteArrayOutputStream()),
            Optional.of(ROOT),
            OptionalInt.empty(),
            new OwnSession(Main.class.getName())));

    @Test
    void everyFileBelongsToACommandAndHasItsOptionsAsKeys() throws IOException {
        List<Path> files = optionFiles();
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            String name = file.getFileName().toString().replaceFirst("(-sample)?\\.properties$", "");
            assertThat(collimate.commands()).as(file.toString()).containsKey(name);
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            assertThat(properties.stringPropertyNames()).as(file.toString()).allSatisfy(key -> assertThat(
                            OptionFiles.keys(collimate.commands().get(name)))
                    .contains(key));
        }
    }

    @Test
    void trainWithoutOptionsIsWrittenOutAsTheSampleWithPathsThatExist() {
        List<String> written = List.of(collimate.resolved("train"));
        assertThat(written)
                .containsExactlyInAnyOrder(
                        "train",
                        "--input=" + ROOT + "/src/sample/train",
                        "--validation=" + ROOT + "/src/sample/test",
                        "--model=" + ROOT + "/target/model",
                        "--mode=overwrite");
        assertThat(ROOT.resolve("src/sample/train")).isDirectory();
        assertThat(ROOT.resolve("src/sample/test")).isDirectory();
    }

    @Test
    void optionsThatNameNoDataStillMeanTheSample() {
        assertThat(collimate.resolved("train", "--solver", "gd"))
                .contains("--solver", "gd", "--mode=overwrite", "--input=" + ROOT + "/src/sample/train");
    }

    @Test
    void theSampleNeverMixesWithDataOfTheUser() {
        assertThat(collimate.resolved("train", "--input=mine", "--model", "m"))
                .containsExactly("train", "--input=mine", "--model", "m");
        for (String option : List.of("--input", "--model", "--validation", "--validation-table")) {
            assertThatThrownBy(() -> collimate.resolved("train", option, "mine"))
                    .as(option)
                    .isInstanceOf(ParameterException.class)
                    .hasMessageStartingWith("Missing required option");
        }
    }

    private static List<Path> optionFiles() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("conf"))) {
            return files.filter(file -> file.toString().endsWith(".properties"))
                    .filter(file -> !file.endsWith("log4j2.properties"))
                    .sorted()
                    .toList();
        }
    }
}
