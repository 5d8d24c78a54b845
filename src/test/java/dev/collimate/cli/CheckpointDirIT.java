package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkJobs;
import dev.collimate.ml.Warnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What train says of its directory of checkpoints, and does with it, where the same command comes again. */
class CheckpointDirIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        PairFiles.write(folder.resolve("input"), PairFiles.good(60));
    }

    @Test
    void afterAFinishedFitTheSameCommandMakesNoPassAndWritesTheModelAgain() throws Exception {
        JsonNode first = train().result();
        assertThat(first.has("resumedFromPass")).isFalse();
        int passes = first.get("passes").asInt();
        assertThat(passes).isGreaterThan(3);
        List<String> parameters = parameters();

        assertRefusedBeforeReading("already exists", "overwrite");
        assertFinished(passes, "--mode", "overwrite");
        assertThat(parameters()).isEqualTo(parameters);

        Files.move(folder.resolve("model"), folder.resolve("other"));
        assertFinished(passes);
        assertThat(parameters()).isEqualTo(parameters);
    }

    private void assertFinished(int passes, String... options) throws Exception {
        try (SparkJobs jobs = new SparkJobs();
                Warnings told = Warnings.andNotesOf("dev.collimate.fit.Checkpoint");
                Warnings progress = Warnings.andNotesOf(Progress.class.getName())) {
            JsonNode again = train(options).result();
            assertThat(jobs.all()).contains("angular fit · reading rows");
            assertThat(jobs.passes()).isEmpty();
            assertThat(progress.messages()).isEmpty();
            assertThat(told.messages())
                    .singleElement()
                    .asString()
                    .startsWith("this fit was finished after pass " + passes + ", by the checkpoint in file:"
                            + folder.resolve("checkpoints/fit-"))
                    .endsWith(": its model is given again without a pass");
            assertThat(again.get("passes").asInt()).isEqualTo(passes);
            assertThat(again.get("resumedFromPass").asInt()).isEqualTo(passes);
        }
    }

    @Test
    void aDirectoryThatHoldsSomethingElseIsRefusedBeforeReading() throws Exception {
        Path thesis = Files.writeString(
                Files.createDirectories(folder.resolve("checkpoints")).resolve("thesis.tex"), "mine");
        assertRefusedBeforeReading(
                "--checkpoint-dir cannot be used: ",
                folder + "/checkpoints holds thesis.tex, which is no checkpoint",
                "name a directory for checkpoints alone");
        assertThat(thesis).hasContent("mine");
    }

    @Test
    void aDirectoryThatIsAFileIsRefusedBeforeReading() throws Exception {
        Path file = Files.writeString(folder.resolve("checkpoints"), "mine");
        assertRefusedBeforeReading("--checkpoint-dir cannot be used: ", file + " is no directory");
    }

    private void assertRefusedBeforeReading(String... parts) throws Exception {
        List<String> before = Contents.of(folder);
        try (SparkJobs jobs = new SparkJobs()) {
            train().assertError(1, parts);
            assertThat(jobs.all()).isEmpty();
        }
        assertThat(Contents.of(folder)).isEqualTo(before);
    }

    private CommandRun train(String... options) {
        return CommandRun.of(Arguments.of(
                "train --solver lbfgs --max-iter 4 --tol 0 --checkpoint-seconds 0",
                List.of(
                        "--input",
                        folder.resolve("input").toString(),
                        "--model",
                        folder.resolve("model").toString(),
                        "--checkpoint-dir",
                        folder.resolve("checkpoints").toString()),
                options));
    }

    private List<String> parameters() throws IOException {
        return Contents.of(folder.resolve("model/parameters"));
    }
}
