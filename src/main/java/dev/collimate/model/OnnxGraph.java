package dev.collimate.model;

import dev.collimate.map.Activation;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import java.util.List;
import java.util.Locale;

/** The GraphProto of a map: its operators from input {@code x} to output {@code y}, and its parameters. */
final class OnnxGraph {
    static final String INPUT = "x";
    static final String OUTPUT = "y";

    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;

    private final VectorMap map;
    private final ProtobufMessage message = new ProtobufMessage();
    private int operators;

    private OnnxGraph(VectorMap map) {
        this.map = map;
    }

    /** @throws IllegalArgumentException if the map is of a kind that is not known here */
    static ProtobufMessage of(VectorMap map, double[] parameters) {
        OnnxGraph graph = new OnnxGraph(map);
        graph.addOperators();
        graph.message.text(2, map.name());
        FloatTensor.all(map.layout(), parameters).forEach(graph::addInitializer);
        graph.message.message(11, value(INPUT, map.inputDim()));
        graph.message.message(12, value(OUTPUT, map.outputDim()));
        return graph.message;
    }

    private void addOperators() {
        if (map instanceof LinearMap || map instanceof OrthogonalMap) {
            affine(INPUT, LinearMap.WEIGHTS, LinearMap.INTERCEPT, OUTPUT);
        } else if (map instanceof LowRankMap lowRank) {
            String sum = lowRank.residual() ? "mapped" : OUTPUT;
            gemm(List.of(INPUT, LowRankMap.INPUT_FACTOR), "projected");
            affine("projected", LowRankMap.OUTPUT_FACTOR, LowRankMap.INTERCEPT, sum);
            if (lowRank.residual()) {
                operator("Add", List.of(sum, INPUT), OUTPUT);
            }
        } else if (map instanceof PerceptronMap perceptron) {
            addLayers(perceptron);
        } else {
            throw new IllegalArgumentException("the map " + map.name() + " cannot be written as ONNX");
        }
    }

    private void addLayers(PerceptronMap perceptron) {
        String current = INPUT;
        for (int layer = 1; layer <= perceptron.depth(); layer++) {
            boolean last = layer == perceptron.depth();
            String next = last && !perceptron.residual() ? OUTPUT : "layer" + layer;
            affine(current, PerceptronMap.weights(layer), PerceptronMap.intercept(layer), next);
            current = last ? next : activation(perceptron.activation(), next, "hidden" + layer);
        }
        if (perceptron.residual()) {
            gemm(List.of(INPUT, PerceptronMap.RESIDUAL), "linear");
            operator("Add", List.of(current, "linear"), OUTPUT);
        }
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

    private void affine(String input, String weights, String intercept, String output) {
        gemm(map.description().fitIntercept() ? List.of(input, weights, intercept) : List.of(input, weights), output);
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
