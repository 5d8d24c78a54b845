package dev.collimate.model;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A format of another program, in which {@link Export} writes a fitted map; numbers are float32. */
public enum ExportFormat {
    /** Modules Dense for a model of sentence-transformers. */
    SENTENCE_TRANSFORMERS {
        @Override
        List<ExportFile> files(ParameterFiles.Content content, Map<String, String> facts) throws IOException {
            return SentenceTransformersFormat.files(DenseLayers.of(content.map(), content.parameters()));
        }
    },
    /** One graph with its parameters. */
    ONNX {
        @Override
        List<ExportFile> files(ParameterFiles.Content content, Map<String, String> facts) {
            ProtobufMessage model = OnnxFormat.model(content.map(), content.parameters(), facts);
            return List.of(new ExportFile("model.onnx", model.length(), model::writeTo));
        }
    },
    /** All parameters in one file, under the names that a model directory has for them. */
    SAFETENSORS {
        @Override
        List<ExportFile> files(ParameterFiles.Content content, Map<String, String> facts) throws IOException {
            return List.of(SafetensorsFormat.file("model.safetensors", tensors(content), facts));
        }
    },
    /** A NumPy file for each parameter. */
    NPY {
        @Override
        List<ExportFile> files(ParameterFiles.Content content, Map<String, String> facts) {
            return tensors(content).stream().map(NpyFormat::file).toList();
        }
    };

    /**
     * The files of a map, but for what {@link Export} adds, in the order in which they are written.
     *
     * @param facts what there is to tell of the map, for formats that take such texts
     * @throws IllegalArgumentException if the format cannot hold the map
     */
    abstract List<ExportFile> files(ParameterFiles.Content content, Map<String, String> facts) throws IOException;

    /** The name on the command line and in results. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(ExportFormat::toString).toList();
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public static ExportFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the format of an export must be one of " + String.join(", ", names()) + ", but was " + name));
    }

    private static List<FloatTensor> tensors(ParameterFiles.Content content) {
        return FloatTensor.all(content.map().layout(), content.parameters());
    }
}
