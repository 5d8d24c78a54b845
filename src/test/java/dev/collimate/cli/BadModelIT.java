package dev.collimate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model directory that cannot be trusted is refused with exit code 1 and one line, by every command that reads one. */
class BadModelIT {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static String input;
    private static Path trained;

    private Path model;

    @BeforeAll
    static void train() {
        input = PairFiles.write(shared.resolve("input"), PairFiles.good(20));
        trained = shared.resolve("model");
        CommandRun.of("train", "--input", input, "--model", trained.toString()).result();
    }

    @BeforeEach
    void copy() throws IOException {
        model = folder.resolve("model");
        try (Stream<Path> files = Files.walk(trained)) {
            for (Path file : files.toList()) {
                // Without Hadoop's own checksums, which would find the damage first.
                if (!file.toString().endsWith(".crc")) {
                    Files.copy(file, model.resolve(trained.relativize(file).toString()));
                }
            }
        }
    }

    @Test
    void thereIsNone() {
        assertRefused(folder.resolve("nowhere"), "nowhere is not a model directory", "metadata/part-00000");
    }

    @Test
    void aFolderOfOtherFiles() {
        assertRefused(Path.of(input), "is not a model directory", "metadata/part-00000");
    }

    @Test
    void aFlippedByte() throws IOException {
        Path weights = model.resolve("parameters/weights.npy");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 3] ^= 1;
        Files.write(weights, bytes);
        assertRefused(model, "weights.npy has the SHA-256 checksum", "restore the model from a copy");
    }

    @Test
    void aFlippedByteThatHadoopFinds() throws IOException {
        Path crc = trained.resolve("parameters/.weights.npy.crc");
        Files.copy(crc, model.resolve("parameters/.weights.npy.crc"));
        Path weights = model.resolve("parameters/weights.npy");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 3] ^= 1;
        Files.write(weights, bytes);
        assertRefused(model, "weights.npy cannot be read", "restore the model from a copy");
    }

    @Test
    void aTruncatedFile() throws IOException {
        Path weights = model.resolve("parameters/weights.npy");
        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 100));
        assertRefused(model, "weights.npy has 100 bytes, but its shape [2, 3] takes");
    }

    @Test
    void aMissingFile() throws IOException {
        Files.delete(model.resolve("parameters/intercept.npy"));
        assertRefused(model, "intercept.npy is missing");
    }

    @Test
    void aForeignClassIsNotLoaded() throws IOException {
        edit(
                "metadata/part-00000",
                text -> text.replace("dev.collimate.ml.AngularRegressionModel", "java.util.Foreign"));
        assertRefused(model, "holds a java.util.Foreign", "AngularRegressionModel is needed");
    }

    @Test
    void aHugeShapeIsRefusedBeforeMemoryIsTaken() throws IOException {
        edit("parameters/layout.json", text -> text.replaceAll("\"inputDim\" : 3", "\"inputDim\" : 500000000")
                .replaceAll("\"shape\" : \\[ 2, 3 ]", "\"shape\" : [ 2, 500000000 ]"));
        assertRefused(model, "layout.json");
    }

    @Test
    void metadataThatAreNoJson() throws IOException {
        edit("metadata/part-00000", text -> text.substring(0, text.length() / 2));
        assertRefused(model, "metadata/part-00000 is not valid JSON");
    }

    @Test
    void aParameterOfAnotherVersion() throws IOException {
        edit("metadata/part-00000", text -> text.replace("\"featuresCol\"", "\"colour\""));
        assertRefused(model, "sets the unknown parameter colour");
    }

    private static void assertRefused(Path bad, String... parts) {
        String unwritten = bad.resolveSibling("unwritten").toString();
        CommandRun.of("evaluate", "--input", input, "--model", bad.toString()).assertError(1, parts);
        CommandRun.of("predict", "--input", input, "--model", bad.toString(), "--output", unwritten)
                .assertError(1, parts);
        CommandRun.of("train", "--input", input, "--initial-model", bad.toString(), "--model", unwritten)
                .assertError(1, parts);
    }

    private void edit(String name, UnaryOperator<String> change) throws IOException {
        Path file = model.resolve(name);
        String text = Files.readString(file);
        Files.writeString(file, change.apply(text), StandardCharsets.UTF_8);
    }
}
