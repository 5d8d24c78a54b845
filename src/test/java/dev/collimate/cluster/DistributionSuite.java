package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged job on a Spark as it is installed: its own spark-submit, Master and Worker. The profile
 * {@code distribution} fetches one and names its folder and version.
 */
class DistributionSuite {
    private static final Path ROOT =
            Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath();
    private static final Path SPARK_HOME = Path.of(System.getProperty("collimate.distribution"));
    private static final Path SAMPLE = ROOT.resolve("src/sample");

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;
    private static JsonNode localResult;
    private static Map<String, String> localModel;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(SPARK_HOME, folder, 1, 2);
        localResult = result(succeed(train("local", "--master", "local[2]")));
        localModel = parameters("local");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void itIsTheVersionThatWasAskedFor() throws Exception {
        Shell.Outcome outcome = submit("--version");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("version " + System.getProperty("collimate.distribution.version"));
    }

    @Test
    void aDriverHereSavesTheSameBytesAndReadsThemOnItsCluster() throws Exception {
        JsonNode result = result(succeed(train("client", "--master", cluster.master())));
        assertThat(result.get("rows").asLong()).isEqualTo(4000);
        assertThat(result.get("trainLoss")).isEqualTo(localResult.get("trainLoss"));
        assertThat(parameters("client")).isEqualTo(localModel);
        assertThatItIsRight(result(succeed(evaluate("client", "--master", cluster.master()))));
    }

    @Test
    void aDriverInItsClusterSavesTheSameBytesAndReadsThem() throws Exception {
        String[] inCluster = {
            "--master",
            cluster.master(),
            "--deploy-mode",
            "cluster",
            "--conf",
            "spark.standalone.submit.waitAppCompletion=true"
        };
        succeed(train("submitted", inCluster));
        assertThat(parameters("submitted")).isEqualTo(localModel);
        succeed(evaluate("submitted", inCluster));
        assertThatItIsRight(new ObjectMapper().readTree(lastLineOfTheLastDriver()));
    }

    @Test
    void theServerOfSparkConnectIsAmongItsJars() throws Exception {
        assertThat(jarsOf("spark-connect_")).hasSize(1);
    }

    @Test
    void aModelIsSavedAndReadWithTheClientOfSparkConnectOnTheClassPath() throws Exception {
        List<String> client = jarsOf("connect-repl/spark-connect-client-jvm_");
        assertThat(client).hasSize(1);
        String[] options = {"--master", "local[2]", "--driver-class-path", client.get(0)};
        succeed(train("connect", options));
        assertThat(parameters("connect")).isEqualTo(localModel);
        assertThatItIsRight(result(succeed(evaluate("connect", options))));
    }

    private static void assertThatItIsRight(JsonNode result) {
        assertThat(result.get("rows").asLong()).isEqualTo(500);
        assertThat(result.get("meanAngleDegrees").asDouble()).isBetween(28.4, 28.6);
    }

    /** What a driver inside the cluster prints stands in the worker's folder, in one whose name bears time and number. */
    private static String lastLineOfTheLastDriver() throws IOException {
        try (Stream<Path> drivers = Files.list(cluster.workFolder(0))) {
            Path last = drivers.filter(path -> path.getFileName().toString().startsWith("driver-"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            List<String> lines = Files.readAllLines(last.resolve("stdout"));
            return lines.get(lines.size() - 1);
        }
    }

    private static List<String> jarsOf(String start) throws IOException {
        Path jars = SPARK_HOME.resolve("jars");
        try (Stream<Path> files = Files.walk(jars, 2)) {
            return files.filter(file -> jars.relativize(file).toString().startsWith(start))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static String[] train(String model, String... options) {
        return command(options, "train", "train", model);
    }

    private static String[] evaluate(String model, String... options) {
        return command(options, "evaluate", "test", model);
    }

    private static String[] command(String[] options, String command, String input, String model) {
        return concat(
                List.of(options),
                "--driver-memory",
                "1g",
                "--executor-memory",
                "1g",
                command,
                "--input",
                SAMPLE.resolve(input).toString(),
                "--model",
                folder.resolve(model).toString());
    }

    private static JsonNode result(Shell.Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.lastLine());
    }

    private static Shell.Outcome succeed(String... arguments) throws IOException, InterruptedException {
        Shell.Outcome outcome = submit(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome;
    }

    private static Shell.Outcome submit(String... arguments) throws IOException, InterruptedException {
        return new Shell(folder)
                .with("SPARK_HOME", SPARK_HOME.toString())
                .with("COLLIMATE_JAR", System.getProperty("collimate.jar"))
                .run(concat(List.of(ROOT.resolve("submit.sh").toString()), arguments));
    }

    private static String[] concat(List<String> first, String... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    /** The files of a model's parameters, by name, byte for byte. */
    private static Map<String, String> parameters(String model) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of("weights.npy", "intercept.npy")) {
            Path file = folder.resolve(model).resolve("parameters").resolve(name);
            files.put(name, Arrays.toString(Files.readAllBytes(file)));
        }
        return files;
    }
}
