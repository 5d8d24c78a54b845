package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV that Python's csv module wrote comes out of predict as CSV in which that module reads the same texts. */
@Tag("python")
class PythonCsvIT {
    private static final List<String> TEXTS = List.of(
            "plain",
            "He said \"hi\", then left",
            "  padded  ",
            "two\nlines",
            "one\r\ntwo",
            "back\\slash \"q\"",
            "\\\"",
            "a,b",
            "\"",
            "\"\"",
            "été ✓",
            "null",
            "NaN",
            "007",
            "1e5",
            "true",
            "2024-01-01",
            "#not a comment",
            "'",
            "\ttab");

    private static final String WRITE = """
            import csv, json, sys
            texts = json.load(open(sys.argv[1], encoding="utf-8"))
            with open(sys.argv[2], "w", newline="", encoding="utf-8") as file:
                rows = csv.writer(file, lineterminator=sys.argv[3])
                rows.writerow(["before", "x", "after"])
                rows.writerows([text, "1 2 3", text] for text in texts)
            """;

    private static final String READ = """
            import csv, json, sys
            with open(sys.argv[1], newline="", encoding="utf-8") as file:
                json.dump(list(csv.reader(file)), sys.stdout)
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void textsComeBackAsTheyWere(String ends) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Path texts = folder.resolve("texts.json");
        json.writeValue(texts.toFile(), TEXTS);
        Path written = folder.resolve("texts.csv");
        python(WRITE, texts.toString(), written.toString(), ends);
        Path mapped = predict(written);
        JsonNode records = json.readTree(python(READ, mapped.toString()));
        assertThat(records.get(0)).extracting(JsonNode::asText).containsExactly("before", "x", "after", "prediction");
        assertThat(column(records, 0)).isEqualTo(TEXTS);
        assertThat(column(records, 2)).isEqualTo(TEXTS);
        assertThat(column(records, 3)).allMatch(text -> text.split(" ").length == 2);
    }

    private Path predict(Path input) throws IOException {
        String model = folder.resolve("model").toString();
        String good = PairFiles.write(folder.resolve("good"), PairFiles.good(20));
        CommandRun.of("train", "--input", good, "--model", model).result();
        Path output = folder.resolve("mapped");
        CommandRun.of(Arguments.of(
                        "predict --format csv --output-format csv",
                        "--input",
                        input.toString(),
                        "--model",
                        model,
                        "--output",
                        output.toString()))
                .result();
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> column(JsonNode records, int column) {
        List<String> texts = new ArrayList<>();
        for (int row = 1; row < records.size(); row++) {
            texts.add(records.get(row).get(column).asText());
        }
        return texts;
    }

    /** Runs a program of Python's; a machine without python3 fails here. */
    private String python(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-c", program));
        command.addAll(List.of(arguments));
        Shell.Outcome outcome = new Shell(folder).run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }
}
