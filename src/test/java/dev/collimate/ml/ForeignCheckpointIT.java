package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.fit.TrainingSummary;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that another kernel, version or fit wrote is never gone on from without a word. */
class ForeignCheckpointIT {
    private final Dataset<Row> data = Pairs.generate(120, 0.3);

    @TempDir
    private Path folder;

    private AngularRegression estimator() {
        return new AngularRegression("any")
                .setSolver("gd")
                .setInitMode("random")
                .setBlockSize(10)
                .setNumPartitions(2)
                .setMaxIter(5)
                .setTol(0)
                .setBlas("java")
                .setCheckpointSeconds(0)
                .setCheckpointDir(folder.toString());
    }

    @Test
    void anotherKernelIsWarnedOfWhereTheFitGoesOnAndWhereItWasFinished() {
        stopInPass(3);
        String other = Blas.of(BlasChoice.VECTOR).description();
        String told =
                "the checkpoint was written by the kernel %s, but this run has %s: the last bits of the model may be"
                        + " others than those of a fit that was not stopped";
        String java = Blas.of(BlasChoice.JAVA).description();
        try (Warnings warnings = Warnings.of("dev.collimate.fit.CheckpointContent")) {
            stopInPass(4);
            assertThat(warnings.messages()).isEmpty();
            TrainingSummary summary =
                    estimator().setBlas("vector").fit(data).summary().orElseThrow();
            assertThat(summary.resumedFromPass().orElse(0)).isPositive();
            assertThat(summary.blas()).containsExactly(other);
            assertThat(warnings.messages()).containsExactly(told.formatted(java, other));
            estimator().setBlas("vector").fit(data);
            assertThat(warnings.messages()).hasSize(1);
            estimator().fit(data);
            assertThat(warnings.messages()).containsExactly(told.formatted(java, other), told.formatted(other, java));
        }
    }

    @Test
    void filesOfAnotherFormatAreLeftAside() throws IOException {
        assertLeftAside(
                line -> line.replaceFirst("\"version\":1,", "\"version\":0,"),
                "its manifest is of version 0, generation %1$d, but version 1, generation %1$d are expected");
    }

    @Test
    void statesOfSolversOfAnotherVersionAreLeftAside() throws IOException {
        assertLeftAside(
                line -> line.replaceFirst("\"version\":\"(\\d+)\"", "\"version\":\"before $1\""),
                "it is of another fit, with version before 7 in place of 7");
    }

    /** As where folders were renamed, or copied over one another. */
    @Test
    void theStateOfOtherSettingsIsLeftAside() throws IOException {
        assertLeftAside(
                line -> line.replaceFirst("\"reduction\":\"MEAN\"", "\"reduction\":\"SUM\""),
                "it is of another fit, with reduction SUM in place of MEAN");
    }

    @Test
    void theStateOfOtherRowsIsLeftAside() throws IOException {
        assertLeftAside(
                line -> line.replaceFirst("\"rows\":\"120 rows, ", "\"rows\":\"119 rows, "),
                "it is of another fit, with rows 119 rows, checksum ");
    }

    /** Changes all manifests of a finished fit: the next one begins anew, and says of each why it is left aside. */
    private void assertLeftAside(UnaryOperator<String> change, String reason) throws IOException {
        AngularRegressionModel expected = estimator().fit(data);
        List<Path> manifests = manifests();
        assertThat(manifests).hasSize(2);
        for (Path manifest : manifests) {
            String line = Files.readString(manifest).lines().findFirst().orElseThrow();
            String changed = change.apply(line);
            assertThat(changed).isNotEqualTo(line);
            String checksum = Sha256.of(changed.getBytes(StandardCharsets.UTF_8));
            Files.writeString(manifest, changed + "\n" + checksum + "\n");
            // Hadoop's own checksum would refuse it before.
            Files.deleteIfExists(manifest.resolveSibling("." + manifest.getFileName() + ".crc"));
        }
        List<Integer> passes = new ArrayList<>();
        try (Warnings warnings = Warnings.of("dev.collimate.fit.Checkpoint")) {
            AngularRegressionModel found = estimator()
                    .setPassListener(report -> passes.add(report.pass()))
                    .fit(data);
            assertThat(found.parameters()).isEqualTo(expected.parameters());
            TrainingSummary summary = found.summary().orElseThrow();
            assertThat(summary.resumedFromPass()).isEmpty();
            assertThat(passes).startsWith(1).hasSize(summary.passes());
            assertThat(warnings.messages()).hasSize(2);
            for (int i = 0; i < 2; i++) {
                int number = number(manifests.get(1 - i));
                assertThat(warnings.messages().get(i))
                        .startsWith("generation " + number + " of the checkpoint in ")
                        .contains(manifests.get(0).getParent() + " is left aside: " + reason.formatted(number));
            }
        }
    }

    private static int number(Path manifest) {
        return Integer.parseInt(manifest.getFileName().toString().substring(0, 6));
    }

    private List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".manifest"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private void stopInPass(int pass) {
        assertThatThrownBy(() -> estimator()
                        .setPassListener(report -> {
                            if (report.pass() == pass) {
                                throw new IllegalStateException("stopped");
                            }
                        })
                        .fit(data))
                .hasMessage("stopped");
    }
}
