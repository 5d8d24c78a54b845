package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.model.VectorPredictor;
import dev.collimate.sql.CollimateFunctions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
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
        assertParametersRefused("weights.npy has the SHA-256 checksum", "restore the model from a copy");
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
        assertParametersRefused("weights.npy has 100 bytes, but its shape [2, 3] takes");
    }

    @Test
    void aMissingFile() throws IOException {
        Files.delete(model.resolve("parameters/intercept.npy"));
        assertParametersRefused("intercept.npy is missing");
    }

    @Test
    void aLayoutOfAnotherVersion() throws IOException {
        edit("parameters/layout.json", text -> text.replace("\"layoutVersion\" : 1", "\"layoutVersion\" : 9"));
        assertParametersRefused(
                "layout.json has layout version 9, but this release reads version 1",
                "load the model with the release that saved it");
    }

    @Test
    void aParameterBeyondFloat() throws Exception {
        Path weights = model.resolve("parameters/weights.npy");
        byte[] bytes = Files.readAllBytes(weights);
        String before = sha256(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(bytes.length - Double.BYTES, 1e39);
        Files.write(weights, bytes);
        String after = sha256(bytes);
        edit("parameters/layout.json", text -> text.replace(before, after));
        assertParametersRefused("weights.npy holds 1.0E39 as its element 5; parameters must be numbers of float32");
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
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

    /** As {@link #assertRefused}, and by what reads the parameters alone: a predictor without Spark, and queries. */
    private void assertParametersRefused(String... parts) {
        assertRefused(model, parts);
        assertThatThrownBy(() -> VectorPredictor.load(model))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts)
                .message()
                .doesNotContain("\n");
        SparkSession session = SparkTests.session().newSession();
        SparkSession.setActiveSession(session);
        CollimateFunctions.register(session);
        assertThatThrownBy(() -> session.sql("SELECT map_vector('" + model + "', array(1, 2, 3))"))
                .hasMessageContaining("map_vector: cannot load the model '" + model + "'")
                .hasMessageContainingAll(parts);
    }

    private static void assertRefused(Path bad, String... parts) {
        String unwritten = bad.resolveSibling("unwritten").toString();
        CommandRun.of("evaluate", "--input", input, "--model", bad.toString()).assertError(1, parts);
        CommandRun.of("predict", "--input", input, "--model", bad.toString(), "--output", unwritten)
                .assertError(1, parts);
        CommandRun.of("train", "--input", input, "--initial-model", bad.toString(), "--model", unwritten)
                .assertError(1, parts);
        CommandRun.of("export", "--model", bad.toString(), "--to", "npy", "--output", unwritten)
                .assertError(1, parts);
        assertThat(Path.of(unwritten)).doesNotExist();
    }

    private void edit(String name, UnaryOperator<String> change) throws IOException {
        Path file = model.resolve(name);
        String text = Files.readString(file);
        Files.writeString(file, change.apply(text), StandardCharsets.UTF_8);
    }
}
