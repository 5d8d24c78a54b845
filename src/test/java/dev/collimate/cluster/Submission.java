package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Calls of submit.sh with the packaged job, as a user makes them.
 *
 * @param folder the working folder, in which models lie
 * @param environment of the calls, beside that of every {@link Shell}
 */
record Submission(Path folder, Map<String, String> environment) {
    static final Path ROOT = Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath();

    /** With the Spark of the build, and JVMs that start soon. */
    static Submission in(Path folder) {
        return new Submission(folder, Map.of("SPARK_SUBMIT_OPTS", String.join(" ", StandaloneCluster.SHORT_LIVED)));
    }

    Shell.Outcome run(List<String> options, String... command) throws IOException, InterruptedException {
        Shell shell = new Shell(folder).with("COLLIMATE_JAR", System.getProperty("collimate.jar"));
        environment.forEach(shell::with);
        return shell.run(
                Stream.of(Stream.of(ROOT.resolve("submit.sh").toString()), options.stream(), Arrays.stream(command))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    Shell.Outcome succeed(List<String> options, String... command) throws IOException, InterruptedException {
        Shell.Outcome outcome = run(options, command);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome;
    }

    /** The result line of a run that must have gone well. */
    JsonNode result(List<String> options, String... command) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(succeed(options, command).lastLine());
    }

    /** The parameters of a model in the folder, by name, byte for byte. */
    Map<String, String> parameters(String model) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder.resolve(model).resolve("parameters"))) {
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(".npy")).toList()) {
                files.put(path.getFileName().toString(), Arrays.toString(Files.readAllBytes(path)));
            }
        }
        assertThat(files).containsOnlyKeys("weights.npy", "intercept.npy");
        return files;
    }

    /** Asserts that a job failed, and returns the one line that says so beside the log. */
    static String failure(Shell.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).doesNotContain("\tat ");
        List<String> told = outcome.err()
                .lines()
                .filter(line -> line.startsWith("collimate: "))
                .toList();
        assertThat(told).hasSize(1);
        return told.get(0);
    }
}
