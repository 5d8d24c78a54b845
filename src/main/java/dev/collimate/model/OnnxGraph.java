package dev.collimate.model;

import dev.collimate.map.Activation;
import dev.collimate.map.LayerChain;
import dev.collimate.map.VectorMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The GraphProto of a map: its operators from input {@code x} to output {@code y}, and its parameters. */
final class OnnxGraph {
    static final String INPUT = "x";
    static final String OUTPUT = "y";

    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;

    private final ProtobufMessage message = new ProtobufMessage();
    private int operators;

    private OnnxGraph() {}

    /** @throws IllegalArgumentException if the map is no chain of layers */
    static ProtobufMessage of(VectorMap map, double[] parameters) {
        OnnxGraph graph = new OnnxGraph();
        graph.addOperators(map.chain());
        graph.message.text(2, map.name());
        FloatTensor.all(map.layout(), parameters).forEach(graph::addInitializer);
        graph.message.message(11, value(INPUT, map.inputDim()));
        graph.message.message(12, value(OUTPUT, map.outputDim()));
        return graph.message;
    }

    private void addOperators(LayerChain chain) {
        String current = INPUT;
        int last = chain.layers().size();
        for (int k = 1; k <= last; k++) {
            String next = k == last && chain.skip().isEmpty() ? OUTPUT : "layer" + k;
            affine(current, chain.layers().get(k - 1), next);
            current = k < last && chain.activation().isPresent()
                    ? activation(chain.activation().get(), next, "hidden" + k)
                    : next;
        }
        if (chain.skip().isPresent()) {
            operator("Add", List.of(current, skipped(chain.skip().get())), OUTPUT);
        }
    }

    private String skipped(LayerChain.Skip skip) {
        return skip.weights()
                .map(weights -> {
                    gemm(List.of(INPUT, weights), "linear");
                    return "linear";
                })
                .orElse(INPUT);
    }

    private String activation(Activation activation, String input, String output) {
        switch (activation) {
            case RELU -> operator("Relu", List.of(input), output);
            case TANH -> operator("Tanh", List.of(input), output);
            case GELU -> gelu(input, output);
        }
        return output;
    }

    /** x (1 + erf(x / sqrt(2))) / 2 from operators of this opset. */
    private void gelu(String input, String output) {
        String scaled = output + "_scaled";
        String erf = output + "_erf";
        String sum = output + "_sum";
        String doubled = output + "_doubled";
        operator("Mul", List.of(input, scalar(output + "_root", Math.sqrt(0.5))), scaled);
        operator("Erf", List.of(scaled), erf);
        operator("Add", List.of(erf, scalar(output + "_one", 1)), sum);
        // Halved first, so that no product of a long row overflows.
        operator("Mul", List.of(input, scalar(output + "_half", 0.5)), doubled);
        operator("Mul", List.of(doubled, sum), output);
    }

    private String scalar(String name, double value) {
        addInitializer(new FloatTensor(name, List.of(1), new double[] {value}, 0));
        return name;
    }

    private void affine(String input, LayerChain.Layer layer, String output) {
        List<String> inputs = new ArrayList<>(List.of(input, layer.weights()));
        layer.intercept().ifPresent(inputs::add);
        gemm(inputs, output);
    }

    /** Rows times the transpose of weights, as these stand outputs x inputs. */
    private void gemm(List<String> inputs, String output) {
        ProtobufMessage transB =
                new ProtobufMessage().text(1, "transB").number(3, 1).number(20, ATTRIBUTE_INT);
        message.message(1, node("Gemm", inputs, output).message(5, transB));
    }

    private void operator(String type, List<String> inputs, String output) {
        message.message(1, node(type, inputs, output));
    }

    private ProtobufMessage node(String type, List<String> inputs, String output) {
        ProtobufMessage node = new ProtobufMessage();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, output)
                .text(3, type.toLowerCase(Locale.ROOT) + ++operators)
                .text(4, type);
    }

    private void addInitializer(FloatTensor tensor) {
        ProtobufMessage initializer = new ProtobufMessage();
        tensor.shape().forEach(size -> initializer.number(1, size));
        message.message(5, initializer.number(2, FLOAT).text(8, tensor.name()).floats(9, tensor));
    }

    /** Rows of {@code columns} numbers, any number N of them. */
    private static ProtobufMessage value(String name, int columns) {
        ProtobufMessage shape = new ProtobufMessage()
                .message(1, new ProtobufMessage().text(2, "N"))
                .message(1, new ProtobufMessage().number(1, columns));
        ProtobufMessage tensor = new ProtobufMessage().number(1, FLOAT).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
    }
}
