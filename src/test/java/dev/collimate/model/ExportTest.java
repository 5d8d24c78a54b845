package dev.collimate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.ParameterLayout;
import dev.collimate.math.DoubleFunctions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportTest {
    private static final ExportManifest.Origin ORIGIN =
            new ExportManifest.Origin("uid", "old", "new", null, "f".repeat(64));

    /** By their names in PyTorch. */
    private static final Map<String, DoubleUnaryOperator> ACTIVATIONS = Map.of(
            "torch.nn.modules.linear.Identity",
            value -> value,
            "torch.nn.modules.activation.ReLU",
            value -> Math.max(value, 0),
            "torch.nn.modules.activation.Tanh",
            Math::tanh,
            "torch.nn.modules.activation.GELU",
            DoubleFunctions::gelu);

    static List<MapDescription> maps() {
        return ExportedMaps.descriptions();
    }

    static List<MapDescription> mapsOfDenseLayers() {
        return maps().stream()
                .filter(map -> !("tanh".equals(map.activation())
                        && map.residual()
                        && map.layers().size() > 2))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mapsOfDenseLayers")
    void denseLayersPredictWhatTheMapPredicts(MapDescription description) throws IOException {
        ParameterFiles.Content content = ExportedMaps.random(description);
        MemoryFolder folder = new MemoryFolder();
        Export.of(ExportFormat.SENTENCE_TRANSFORMERS, content, ORIGIN).write(folder);
        float[] rows = ExportedMaps.rows(description.inputDim());
        float[] found = rows;
        int index = 2;
        for (JsonNode module : folder.json("modules.json")) {
            assertThat(module.get("type").asText()).isEqualTo("sentence_transformers.models.Dense");
            assertThat(module.get("idx").asInt()).isEqualTo(index);
            assertThat(module.get("path").asText()).isEqualTo(index++ + "_Dense");
            found = dense(folder, module.get("path").asText(), found);
        }
        float[] expected = ExportedMaps.predictions(content, rows);
        assertThat(found).hasSameSizeAs(expected);
        assertThat(ExportedMaps.wrongRows(expected, found, description.outputDim()))
                .isZero();
    }

    private static float[] dense(MemoryFolder folder, String name, float[] rows) throws IOException {
        JsonNode config = folder.json(name + "/config.json");
        Map<String, MemoryFolder.Array> arrays = folder.safetensors(name + "/model.safetensors");
        MemoryFolder.Array weights = arrays.get("linear.weight");
        MemoryFolder.Array bias = arrays.get("linear.bias");
        assertThat(bias != null).isEqualTo(config.get("bias").asBoolean());
        int inputs = config.get("in_features").asInt();
        int outputs = config.get("out_features").asInt();
        assertThat(weights.rows()).isEqualTo(outputs);
        assertThat(weights.columns()).isEqualTo(inputs);
        DoubleUnaryOperator activation =
                ACTIVATIONS.get(config.get("activation_function").asText());
        float[] result = new float[rows.length / inputs * outputs];
        for (int i = 0; i < result.length; i++) {
            double sum = bias == null ? 0 : bias.values()[i % outputs];
            for (int j = 0; j < inputs; j++) {
                sum += (double) weights.values()[i % outputs * inputs + j] * rows[i / outputs * inputs + j];
            }
            result[i] = (float) activation.applyAsDouble(sum);
        }
        return result;
    }

    @Test
    void aResidualBesideTanhIsRefusedAsDenseLayersWithWhatCanHoldIt() {
        ParameterFiles.Content content = ExportedMaps.random(MapDescriptions.perceptron("tanh", true, true, 3, 4, 3));
        assertThatThrownBy(() -> Export.of(ExportFormat.SENTENCE_TRANSFORMERS, content, ORIGIN)
                        .write(new MemoryFolder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the map mlp with the activation tanh and a residual cannot be written as Dense layers,"
                        + " through which tanh does not carry x; export it to onnx, safetensors or npy, or train it"
                        + " with relu or gelu");
    }

    @ParameterizedTest
    @MethodSource("maps")
    void arraysAreTheNumbersThatPredictionsAreMadeOf(MapDescription description) throws IOException {
        ParameterFiles.Content content = ExportedMaps.random(description);
        MemoryFolder folder = new MemoryFolder();
        Export.of(ExportFormat.SAFETENSORS, content, ORIGIN).write(folder);
        Export.of(ExportFormat.NPY, content, ORIGIN).write(folder);
        Map<String, MemoryFolder.Array> arrays = folder.safetensors("model.safetensors");
        List<ParameterLayout.Entry> entries = content.map().layout().entries();
        assertThat(arrays).hasSize(entries.size());
        for (ParameterLayout.Entry entry : entries) {
            float[] expected = new float[entry.size()];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (float) content.parameters()[entry.offset() + i];
            }
            MemoryFolder.Array array = arrays.get(entry.name());
            assertThat(array.values()).isEqualTo(expected);
            assertThat(array.rows()).isEqualTo(entry.intercept() ? entry.columns() : entry.rows());
            assertThat(array.columns()).isEqualTo(entry.intercept() ? 1 : entry.columns());
            byte[] npy = folder.bytes(entry.name() + ".npy");
            assertThat(npy).hasSize(128 + Float.BYTES * expected.length);
            assertThat(new String(npy, 10, 117, StandardCharsets.US_ASCII).strip())
                    .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': ("
                            + (entry.intercept() ? entry.columns() + "," : entry.rows() + ", " + entry.columns())
                            + "), }");
            assertThat(MemoryFolder.floats(npy, 128, expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void safetensorsHeadersArePaddedAndTellTheMap() throws IOException {
        MemoryFolder folder = new MemoryFolder();
        for (int dim = 1; dim < 12; dim++) {
            MapDescription map = MapDescription.of("linear", dim, 100 * dim, true);
            Export.of(ExportFormat.SAFETENSORS, ExportedMaps.random(map), ORIGIN)
                    .write(folder);
            assertThat(folder.bytes("model.safetensors")[0] % 8).isZero();
        }
        JsonNode metadata = folder.header("model.safetensors").get("__metadata__");
        assertThat(metadata.get("map").asText())
                .isEqualTo(
                        "{\"name\":\"linear\",\"inputDim\":11,\"outputDim\":1100,\"fitIntercept\":true,\"residual\":false}");
        assertThat(metadata.get("from").asText()).isEqualTo("old");
        assertThat(metadata.has("loss")).isFalse();
    }

    @Test
    void theManifestListsEveryFileWithLengthAndChecksumAndIsVerified() throws Exception {
        MemoryFolder folder = new MemoryFolder();
        ExportManifest manifest = Export.of(
                        ExportFormat.SENTENCE_TRANSFORMERS,
                        ExportedMaps.random(MapDescriptions.perceptron("relu", true, false, 3, 4, 2)),
                        ORIGIN)
                .write(folder);
        JsonNode json = folder.json("export.json");
        assertThat(json.get("format").asText()).isEqualTo("sentence-transformers");
        assertThat(json.get("dtype").asText()).isEqualTo("float32");
        assertThat(json.get("map").get("layers").toString()).isEqualTo("[3,4,2]");
        assertThat(json.get("origin").get("fingerprint").asText()).isEqualTo("f".repeat(64));
        assertThat(json.get("files")).hasSize(folder.files().size() - 1);
        for (JsonNode file : json.get("files")) {
            byte[] bytes = folder.bytes(file.get("file").asText());
            assertThat(file.get("bytes").asLong()).isEqualTo(bytes.length);
            assertThat(file.get("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        Export.verify(manifest, folder);
        folder.bytes("3_Dense/model.safetensors")[40] ^= 1;
        assertThatThrownBy(() -> Export.verify(manifest, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3_Dense/model.safetensors has ");
    }

    @ParameterizedTest
    @MethodSource("mapsOfDenseLayers")
    void theBytesThatAnExportNeedsAreThoseThatItWrites(MapDescription description) throws IOException {
        ParameterFiles.Content content = ExportedMaps.random(description);
        for (ExportFormat format : ExportFormat.values()) {
            MemoryFolder folder = new MemoryFolder();
            Export.of(format, content, ORIGIN).write(folder);
            long written = folder.files().values().stream()
                            .mapToLong(bytes -> bytes.length)
                            .sum()
                    - folder.bytes(Export.MANIFEST).length;
            assertThat(Export.of(format, content, ORIGIN).bytes()).isEqualTo(written);
        }
    }

    @Test
    void aParameterBeyondFloatIsRefused() {
        ParameterFiles.Content content =
                new ParameterFiles.Content(new LinearMap(2, 2, false), new double[] {1, 2, 3, 1e39});
        assertThatThrownBy(() -> Export.of(ExportFormat.NPY, content, ORIGIN).write(new MemoryFolder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameter weights is 1.0E39 at row 1, column 1");
    }

    @Test
    void anUnknownFormatIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> ExportFormat.of("pickle"))
                .hasMessage(
                        "the format of an export must be one of sentence-transformers, onnx, safetensors, npy, but was"
                                + " pickle");
    }

    @Test
    void theFingerprintIsThatOfTheSavedLayoutFile() throws Exception {
        ParameterFiles.Content content = ExportedMaps.random(MapDescription.of("linear", 3, 2, true));
        MemoryFolder folder = new MemoryFolder();
        ParameterFiles.write(content.map(), content.parameters(), folder);
        String fingerprint = ParameterFiles.fingerprint(content.map(), content.parameters());
        assertThat(fingerprint)
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(folder.bytes("layout.json"))));
        content.parameters()[7] += 1e-9;
        assertThat(ParameterFiles.fingerprint(content.map(), content.parameters()))
                .isNotEqualTo(fingerprint);
    }
}
