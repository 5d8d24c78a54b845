package dev.collimate.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A format of another program, in which {@link Export} writes a fitted map; numbers are float32. */
public enum ExportFormat {
    /** Modules Dense for a model of sentence-transformers. */
    SENTENCE_TRANSFORMERS {
        @Override
        void write(ParameterFiles.Content content, Map<String, String> facts, ParameterFiles.Sink sink)
                throws IOException {
            SentenceTransformersFormat.write(DenseLayers.of(content.map(), content.parameters()), sink);
        }
    },
    /** One graph with its parameters. */
    ONNX {
        @Override
        void write(ParameterFiles.Content content, Map<String, String> facts, ParameterFiles.Sink sink)
                throws IOException {
            try (OutputStream out = sink.create("model.onnx")) {
                OnnxFormat.write(content.map(), content.parameters(), facts, out);
            }
        }
    },
    /** All parameters in one file, under the names that a model directory has for them. */
    SAFETENSORS {
        @Override
        void write(ParameterFiles.Content content, Map<String, String> facts, ParameterFiles.Sink sink)
                throws IOException {
            try (OutputStream out = sink.create("model.safetensors")) {
                SafetensorsFormat.write(tensors(content), facts, out);
            }
        }
    },
    /** A NumPy file for each parameter. */
    NPY {
        @Override
        void write(ParameterFiles.Content content, Map<String, String> facts, ParameterFiles.Sink sink)
                throws IOException {
            for (FloatTensor tensor : tensors(content)) {
                try (OutputStream out = sink.create(tensor.name() + ".npy")) {
                    NpyFormat.write(tensor, out);
                }
            }
        }
    };

    /**
     * Writes the files of a map, but for what {@link Export} adds.
     *
     * @param facts what there is to tell of the map, for formats that take such texts
     * @throws IllegalArgumentException if the format cannot hold the map
     */
    abstract void write(ParameterFiles.Content content, Map<String, String> facts, ParameterFiles.Sink sink)
            throws IOException;

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
