package dev.collimate.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.map.Activation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Modules {@code Dense} of sentence-transformers, as they stand in a folder of such a model behind its transformer and its
 * pooling: {@code 2_Dense}, {@code 3_Dense} and so on, each with {@code config.json} and {@code model.safetensors}, and
 * {@code modules.json}, which lists them.
 */
final class SentenceTransformersFormat {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Before them stand the transformer and the pooling. */
    private static final int FIRST_MODULE = 2;

    private SentenceTransformersFormat() {}

    static void write(List<DenseLayers.Layer> layers, ParameterFiles.Sink sink) throws IOException {
        ArrayNode modules = JSON.createArrayNode();
        for (int i = 0; i < layers.size(); i++) {
            int index = FIRST_MODULE + i;
            String folder = index + "_Dense";
            write(layers.get(i), folder, sink);
            modules.addObject()
                    .put("idx", index)
                    .put("name", Integer.toString(index))
                    .put("path", folder)
                    .put("type", "sentence_transformers.models.Dense");
        }
        writeJson(modules, "modules.json", sink);
    }

    private static void write(DenseLayers.Layer layer, String folder, ParameterFiles.Sink sink) throws IOException {
        ObjectNode config = JSON.createObjectNode();
        config.put("in_features", layer.weights().columns());
        config.put("out_features", layer.weights().rows());
        config.put("bias", layer.bias().isPresent());
        config.put(
                "activation_function",
                layer.activation()
                        .map(SentenceTransformersFormat::torchName)
                        .orElse("torch.nn.modules.linear.Identity"));
        writeJson(config, folder + "/config.json", sink);
        List<FloatTensor> tensors = new ArrayList<>(List.of(layer.weights().named("linear.weight")));
        layer.bias().ifPresent(bias -> tensors.add(bias.named("linear.bias")));
        try (OutputStream out = sink.create(folder + "/model.safetensors")) {
            SafetensorsFormat.write(tensors, Map.of("format", "pt"), out);
        }
    }

    /** The class in PyTorch, whose GELU is the exact one. */
    private static String torchName(Activation activation) {
        return "torch.nn.modules.activation."
                + switch (activation) {
                    case RELU -> "ReLU";
                    case TANH -> "Tanh";
                    case GELU -> "GELU";
                };
    }

    private static void writeJson(Object tree, String name, ParameterFiles.Sink sink) throws IOException {
        try (OutputStream out = sink.create(name)) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
        }
    }
}
