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
    private static Map<String, String> localModel;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(SPARK_HOME, folder, 1, 2);
        succeed(train("local[2]", "local"));
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
    void aDriverHereTrainsTheSameBytesOnItsCluster() throws Exception {
        JsonNode result = result(succeed(train(cluster.master(), "client")));
        assertThat(result.get("rows").asLong()).isEqualTo(4000);
        assertThat(result.get("validation").get("meanAngleDegrees").asDouble()).isBetween(28.4, 28.6);
        assertThat(parameters("client")).isEqualTo(localModel);
    }

    @Test
    void aDriverInItsClusterTrainsTheSameBytes() throws Exception {
        succeed(concat(
                List.of("--deploy-mode", "cluster", "--conf", "spark.standalone.submit.waitAppCompletion=true"),
                train(cluster.master(), "submitted")));
        assertThat(parameters("submitted")).isEqualTo(localModel);
    }

    @Test
    void whatItSavesIsReadAgainWithSparkConnectOnTheClassPath() throws Exception {
        assertThat(jarsOf("spark-connect_"))
                .as("jars of Spark Connect in the distribution")
                .hasSize(1);
        List<String> client = jarsOf("connect-repl/spark-connect-client-jvm_");
        assertThat(client).hasSize(1);
        for (List<String> options : List.of(List.<String>of(), List.of("--driver-class-path", client.get(0)))) {
            String model = options.isEmpty() ? "plain" : "connect";
            succeed(concat(options, train("local[2]", model)));
            assertThat(parameters(model)).isEqualTo(localModel);
            String output = folder.resolve(model + ".parquet").toString();
            succeed(concat(
                    options,
                    "--master",
                    "local[2]",
                    "predict",
                    "--model",
                    folder.resolve(model).toString(),
                    "--input",
                    SAMPLE.resolve("test").toString(),
                    "--output",
                    output));
            JsonNode result = result(succeed(concat(
                    options, "--master", "local[2]", "evaluate", "--input", output, "--prediction-col", "prediction")));
            assertThat(result.get("meanAngleDegrees").asDouble()).isBetween(28.4, 28.6);
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

    private static String[] train(String master, String model) {
        return new String[] {
            "--master",
            master,
            "--driver-memory",
            "1g",
            "--executor-memory",
            "1g",
            "train",
            "--input",
            SAMPLE.resolve("train").toString(),
            "--validation",
            SAMPLE.resolve("test").toString(),
            "--model",
            folder.resolve(model).toString()
        };
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
