package dev.collimate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.collimate.map.MapDescription;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime loads every exported map and predicts what the map does. */
class OnnxExportTest {
    private static final ExportManifest.Origin ORIGIN =
            new ExportManifest.Origin("uid", "old", "new", "cosine", "0".repeat(64));

    static List<MapDescription> maps() {
        return ExportedMaps.descriptions();
    }

    @ParameterizedTest
    @MethodSource("maps")
    void predictsWhatTheMapPredicts(MapDescription description) throws Exception {
        ParameterFiles.Content content = ExportedMaps.random(description);
        MemoryFolder folder = new MemoryFolder();
        Export.of(ExportFormat.ONNX, content, ORIGIN).write(folder);
        float[] rows = ExportedMaps.rows(description.inputDim());
        float[] found = OnnxRun.of(folder.bytes("model.onnx"), rows, description.inputDim());
        float[] expected = ExportedMaps.predictions(content, rows);
        assertThat(found).hasSameSizeAs(expected);
        assertThat(ExportedMaps.wrongRows(expected, found, description.outputDim()))
                .isZero();
    }

    @Test
    void tellsWhatItIsAndTakesAnyNumberOfRows() throws Exception {
        MemoryFolder folder = new MemoryFolder();
        Export.of(ExportFormat.ONNX, ExportedMaps.random(MapDescription.of("linear", 5, 3, true)), ORIGIN)
                .write(folder);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(folder.bytes("model.onnx"))) {
            assertThat(session.getMetadata().getProducerName()).isEqualTo("collimate");
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("from", "old")
                    .containsEntry("to", "new")
                    .containsEntry("loss", "cosine")
                    .containsEntry("fingerprint", "0".repeat(64));
            assertThat(session.getInputInfo().get("x").getInfo().toString()).contains("shape=[-1, 5]");
            assertThat(session.getOutputInfo().get("y").getInfo().toString()).contains("shape=[-1, 3]");
        }
    }

    @Test
    void aMapBeyondTheLargestMessageIsRefused() {
        OnnxFormat.requireSize(Integer.MAX_VALUE);
        assertThatThrownBy(() -> OnnxFormat.requireSize(1L << 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an ONNX file has at most 2147483647 bytes, but this map would take 2147483648; export it to"
                                + " safetensors or npy");
    }
}
