package dev.collimate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.ChildJvm;
import dev.collimate.cli.CommandRun;
import dev.collimate.cli.Main;
import dev.collimate.cluster.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No file may grow beyond a size, as on a disk that is full: what passes exchange does not fit. */
@Tag("faults")
@Timeout(300)
@EnabledOnOs({OS.LINUX, OS.MAC})
class FullDiskIT {
    /** In blocks of 512 bytes: 1 MiB, less than the sums of a task take. */
    private static final String LIMIT = "ulimit -f 2048 && exec \"$@\"";

    private static final int DIM = 400;

    @TempDir
    private Path folder;

    @Test
    void aFitWhoseShufflesDoNotFitFailsInOneLineAndLeavesTheModelThatWasThere() throws Exception {
        String dim = Integer.toString(DIM);
        CommandRun.of("generate", "--rows", "600", "--input-dim", dim, "--output-dim", dim, "--output", path("pairs"))
                .result();
        CommandRun.of("train", "--map", "orthogonal", "--input", path("pairs"), "--model", path("model"))
                .result();
        Path parameters = Path.of(path("model"), "parameters", "layout.json");
        byte[] before = Files.readAllBytes(parameters);
        Shell.Outcome outcome = train("--aggregator", "sliced-reduce");
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        List<String> told = outcome.err()
                .lines()
                .filter(line -> line.startsWith("collimate: "))
                .toList();
        assertThat(told).as(outcome.err()).hasSize(1);
        assertThat(told.get(0)).contains("File too large");
        assertThat(outcome.err()).doesNotContain("\tat ");
        assertThat(Files.readAllBytes(parameters)).isEqualTo(before);
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("pairs", "model", "spark");
        }
    }

    private Shell.Outcome train(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("train", "--solver", "lbfgs", "--init-mode", "random"));
        arguments.addAll(List.of("--max-iter", "3", "--input", path("pairs"), "--model", path("model")));
        arguments.addAll(List.of("--mode", "overwrite"));
        arguments.addAll(Arrays.asList(more));
        return new ChildJvm(folder)
                .by("sh", "-c", LIMIT, "sh")
                .option(JavaModuleOptions.defaultModuleOptionArray())
                .option("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspark.master=local[2]")
                .option("-Dspark.ui.enabled=false", "-Dspark.driver.host=127.0.0.1")
                .option("-Dspark.driver.bindAddress=127.0.0.1", "-Dspark.local.dir=" + path("spark"))
                .run(Main.class, arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
