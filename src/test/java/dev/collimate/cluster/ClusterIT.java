package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged job on a real standalone cluster of two workers, started by submit.sh as a user would. */
@Tag("cluster")
class ClusterIT {
    private static final Path SPARK_HOME = Path.of(System.getProperty("collimate.spark.home"));

    @TempDir
    private static Path folder;

    private static Submission submission;
    private static StandaloneCluster cluster;
    private static String pairs;
    private static Map<String, String> localModel;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(SPARK_HOME, folder, 2, 1);
        submission = Submission.in(folder);
        pairs = folder.resolve("pairs").toString();
        CommandRun.of("generate", "--output", pairs, "--rows", "20000", "--partitions", "6")
                .result();
        CommandRun.of(train("local")).result();
        localModel = submission.parameters("local");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aModelHasTheSameBytesFromTheClusterAsFromOneProcess() throws Exception {
        JsonNode result = submission.result(onCluster(), train("clustered"));
        assertThat(result.get("rows").asLong()).isEqualTo(20_000);
        assertThat(result.get("trainMeanAngleDegrees").asDouble()).isBetween(5.0, 6.0);
        assertThat(executorFolders()).hasSize(2);
        assertThat(submission.parameters("clustered")).isEqualTo(localModel);
    }

    @Test
    void aDriverInsideTheClusterSavesTheSameBytes() throws Exception {
        submission.succeed(
                onCluster(
                        "--deploy-mode",
                        "cluster",
                        "--driver-memory",
                        "1g",
                        "--conf",
                        "spark.standalone.submit.waitAppCompletion=true"),
                train("submitted"));
        assertThat(submission.parameters("submitted")).isEqualTo(localModel);
    }

    @Test
    void badRowsOnAnExecutorAreToldInOneLine() throws Exception {
        String shorter = folder.resolve("shorter").toString();
        CommandRun.of("generate", "--output", shorter, "--rows", "40", "--input-dim", "2", "--output-dim", "2")
                .result();
        Shell.Outcome outcome = submission.run(
                onCluster(),
                "predict",
                "--input",
                shorter,
                "--model",
                folder.resolve("local").toString(),
                "--output",
                folder.resolve("mapped").toString());
        assertThat(Submission.failure(outcome)).contains("x has 2 elements, expected 64", "'skip'");
        assertThat(folder.resolve("mapped")).doesNotExist();
    }

    private static List<String> onCluster(String... options) {
        List<String> all = new ArrayList<>(List.of("--master", cluster.master(), "--executor-memory", "1g"));
        all.addAll(List.of(options));
        return all;
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
