package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    private static final Path SPARK_HOME = Path.of(System.getProperty("collimate.distribution"));
    private static final Path SAMPLE = Submission.ROOT.resolve("src/sample");

    @TempDir
    private static Path folder;

    private static Submission submission;
    private static StandaloneCluster cluster;
    private static JsonNode localResult;
    private static Map<String, String> localModel;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(SPARK_HOME, folder, 1, 2);
        submission = new Submission(folder, Map.of("SPARK_HOME", SPARK_HOME.toString()));
        localResult = train("local", "--master", "local[2]");
        localModel = submission.parameters("local");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void itIsTheVersionThatWasAskedFor() throws Exception {
        Shell.Outcome outcome = submission.run(List.of("--version"));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("version " + System.getProperty("collimate.distribution.version"));
    }

    @Test
    void aDriverHereSavesTheSameBytesAndReadsThemOnItsCluster() throws Exception {
        JsonNode result = train("client", "--master", cluster.master());
        assertThat(result.get("rows").asLong()).isEqualTo(4000);
        assertThat(result.get("trainLoss")).isEqualTo(localResult.get("trainLoss"));
        assertThat(submission.parameters("client")).isEqualTo(localModel);
        assertThatItIsRight(evaluate("client", "--master", cluster.master()));
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
        train("submitted", inCluster);
        assertThat(submission.parameters("submitted")).isEqualTo(localModel);
        evaluate("submitted", inCluster);
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
        train("connect", options);
        assertThat(submission.parameters("connect")).isEqualTo(localModel);
        assertThatItIsRight(evaluate("connect", options));
    }

    /** The metastore that Spark brings is in the working folder. */
    @Test
    void tablesOfHiveAreReadWhereSparkIsToldSo() throws Exception {
        List<String> hive = List.of("--conf", "spark.sql.catalogImplementation=hive");
        submission.result(
                hive, "generate", "--rows", "100", "--input-dim", "3", "--output-dim", "2", "--output-table", "kept");
        assertThat(submission.result(hive, trainOnKept("hive")).get("rows").asInt())
                .isEqualTo(100);
        Shell.Outcome without = submission.run(List.of(), trainOnKept("without"));
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("cannot read the table default.kept: ");
    }

    private static String[] trainOnKept(String model) {
        return new String[] {
            "train", "--table", "default.kept", "--model", folder.resolve(model).toString()
        };
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

    private static JsonNode train(String model, String... options) throws IOException, InterruptedException {
        return run(options, "train", "train", model);
    }

    private static JsonNode evaluate(String model, String... options) throws IOException, InterruptedException {
        return run(options, "evaluate", "test", model);
    }

    /** The result line; missing where a driver inside the cluster printed it. */
    private static JsonNode run(String[] options, String command, String input, String model)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--driver-memory", "1g", "--executor-memory", "1g"));
        return submission.result(
                all,
                command,
                "--input",
                SAMPLE.resolve(input).toString(),
                "--model",
                folder.resolve(model).toString());
    }
}
