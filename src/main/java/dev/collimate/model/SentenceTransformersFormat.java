package dev.collimate.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.map.Activation;
import java.io.IOException;
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

    static List<ExportFile> files(List<DenseLayers.Layer> layers) throws IOException {
        List<ExportFile> files = new ArrayList<>();
        ArrayNode modules = JSON.createArrayNode();
        for (int i = 0; i < layers.size(); i++) {
            int index = FIRST_MODULE + i;
            String folder = index + "_Dense";
            add(layers.get(i), folder, files);
            modules.addObject()
                    .put("idx", index)
                    .put("name", Integer.toString(index))
                    .put("path", folder)
                    .put("type", "sentence_transformers.models.Dense");
        }
        files.add(json(modules, "modules.json"));
        return List.copyOf(files);
    }

    private static void add(DenseLayers.Layer layer, String folder, List<ExportFile> files) throws IOException {
        ObjectNode config = JSON.createObjectNode();
        config.put("in_features", layer.weights().columns());
        config.put("out_features", layer.weights().rows());
        config.put("bias", layer.bias().isPresent());
        config.put(
                "activation_function",
                layer.activation()
                        .map(SentenceTransformersFormat::torchName)
                        .orElse("torch.nn.modules.linear.Identity"));
        files.add(json(config, folder + "/config.json"));
        List<FloatTensor> tensors = new ArrayList<>(List.of(layer.weights().named("linear.weight")));
        layer.bias().ifPresent(bias -> tensors.add(bias.named("linear.bias")));
        files.add(SafetensorsFormat.file(folder + "/model.safetensors", tensors, Map.of("format", "pt")));
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

    private static ExportFile json(Object tree, String name) throws IOException {
        return ExportFile.of(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
    }
}
