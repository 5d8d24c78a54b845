package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged job on a real standalone cluster of two workers, started by submit.sh as a user would. */
@Tag("cluster")
class ClusterIT {
    private static final Path ROOT =
            Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath();
    private static final String JAR = System.getProperty("collimate.jar");
    private static final Path SPARK_HOME = Path.of(System.getProperty("collimate.spark.home"));

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;
    private static String pairs;
    private static Map<String, String> localModel;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(SPARK_HOME, folder, 2, 1);
        pairs = folder.resolve("pairs").toString();
        CommandRun.of("generate", "--output", pairs, "--rows", "20000", "--partitions", "6")
                .result();
        CommandRun.of(train("local")).result();
        localModel = parameters("local");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aModelHasTheSameBytesFromTheClusterAsFromOneProcess() throws Exception {
        Shell.Outcome outcome = succeed(concat(onCluster(), train("clustered")));
        JsonNode result = new ObjectMapper().readTree(outcome.lastLine());
        assertThat(result.get("rows").asLong()).isEqualTo(20_000);
        assertThat(result.get("trainMeanAngleDegrees").asDouble()).isBetween(5.0, 6.0);
        assertThat(executorFolders()).hasSize(2);
        assertThat(parameters("clustered")).isEqualTo(localModel);
    }

    @Test
    void aDriverInsideTheClusterSavesTheSameBytes() throws Exception {
        succeed(concat(
                onCluster(
                        "--deploy-mode",
                        "cluster",
                        "--driver-memory",
                        "1g",
                        "--conf",
                        "spark.standalone.submit.waitAppCompletion=true"),
                train("submitted")));
        assertThat(parameters("submitted")).isEqualTo(localModel);
    }

    @Test
    void badRowsOnAnExecutorAreToldInOneLine() throws Exception {
        String shorter = folder.resolve("shorter").toString();
        CommandRun.of("generate", "--output", shorter, "--rows", "40", "--input-dim", "2", "--output-dim", "2")
                .result();
        Shell.Outcome outcome = submit(concat(
                onCluster(),
                "predict",
                "--input",
                shorter,
                "--model",
                folder.resolve("local").toString(),
                "--output",
                folder.resolve("mapped").toString()));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        List<String> told = outcome.err()
                .lines()
                .filter(line -> line.startsWith("collimate: "))
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).contains("x has 2 elements, expected 64", "'skip'");
        assertThat(outcome.err()).doesNotContain("\tat ");
        assertThat(folder.resolve("mapped")).doesNotExist();
    }

    private static List<String> onCluster(String... options) {
        return List.of(concat(List.of("--master", cluster.master(), "--executor-memory", "1g"), options));
    }

    private static String[] train(String model) {
        return new String[] {
            "train",
            "--input",
            pairs,
            "--model",
            folder.resolve(model).toString(),
            // Enough for all executors, though the pairs are few.
            "--num-partitions",
            "6"
        };
    }

    private static Shell.Outcome succeed(String... arguments) throws IOException, InterruptedException {
        Shell.Outcome outcome = submit(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome;
    }

    private static Shell.Outcome submit(String... arguments) throws IOException, InterruptedException {
        return new Shell(folder)
                .with("COLLIMATE_JAR", JAR)
                .with("SPARK_SUBMIT_OPTS", String.join(" ", StandaloneCluster.SHORT_LIVED))
                .run(concat(List.of(ROOT.resolve("submit.sh").toString()), arguments));
    }

    private static String[] concat(List<String> first, String... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    /** The files of a model's parameters, by name, byte for byte. */
    private static Map<String, String> parameters(String model) throws IOException {
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

    /** Folders in which executors ran, one for each worker that had one. */
    private static List<Path> executorFolders() throws IOException {
        List<Path> found = new ArrayList<>();
        for (int worker = 0; worker < 2; worker++) {
            try (Stream<Path> paths = Files.walk(cluster.workFolder(worker), 2)) {
                paths.filter(path -> path.getFileName().toString().matches("\\d+"))
                        .limit(1)
                        .forEach(found::add);
            }
        }
        return found;
    }
}
