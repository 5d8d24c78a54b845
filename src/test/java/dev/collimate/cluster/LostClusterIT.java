package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A standalone cluster that gives no executors, or none any more: one line says so, and none blames the data. */
@Timeout(240)
@Tag("cluster")
class LostClusterIT {
    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(Path.of(System.getProperty("collimate.spark.home")), folder, 0, 1);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aClusterThatGivesNoExecutorIsToldWithWhatWasAsked() throws Exception {
        Shell.Outcome outcome = train(Files.createDirectory(folder.resolve("none")), "3s", "--executor-memory", "64g");
        assertOneLine(
                outcome,
                "collimate: no executor came from " + cluster.master()
                        + " within 3 s (spark.collimate.executorTimeout);"
                        + " asked were executors of 65536 MiB and all cores of a worker, offered none: see on the"
                        + " master's page which workers are registered, and what memory and cores are free");
    }

    @Test
    void theLossOfAllWorkersIsTold() throws Exception {
        int worker = cluster.addWorker(1);
        Path place = Files.createDirectory(folder.resolve("lost"));
        CompletableFuture<Shell.Outcome> run = CompletableFuture.supplyAsync(() -> {
            try {
                return train(place, "2s", "--executor-memory", "1g");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        awaitPass(place, run);
        cluster.killWorker(worker);
        assertOneLine(run.get(), "collimate: all executors are lost (the last one: ");
    }

    private static void assertOneLine(Shell.Outcome outcome, String start) {
        assertThat(Submission.failure(outcome)).startsWith(start);
        assertThat(outcome.err()).doesNotContain("--format");
    }

    /** A fit that does not end by itself. */
    private static Shell.Outcome train(Path place, String timeout, String... options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--master", cluster.master()));
        all.addAll(List.of(options));
        all.addAll(List.of("--conf", ExecutorWatch.TIMEOUT + "=" + timeout));
        return Submission.in(place)
                .run(
                        all,
                        "train",
                        "--input",
                        Submission.ROOT.resolve("src/sample/train").toString(),
                        "--model",
                        place.resolve("model").toString(),
                        "--solver",
                        "gd",
                        "--max-iter",
                        "1000000",
                        "--tol",
                        "0",
                        "--gradient-tol",
                        "0");
    }

    /** Waits until what the run has printed so far names its second pass. */
    private static void awaitPass(Path place, CompletableFuture<Shell.Outcome> run) throws Exception {
        Instant deadline = Instant.now().plusSeconds(120);
        while (!printed(place).contains("pass 2: ")) {
            assertThat(run).as(printed(place)).isNotDone();
            assertThat(Instant.now()).isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static String printed(Path place) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".txt")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
