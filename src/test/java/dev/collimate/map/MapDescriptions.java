package dev.collimate.map;

import java.util.List;
import java.util.stream.Stream;

/** Small maps of every kind and option. */
public final class MapDescriptions {
    private MapDescriptions() {}

    public static List<MapDescription> ofEveryKind() {
        return Stream.of(
                        linear("linear"),
                        linear("orthogonal"),
                        List.of(
                                lowRank(5, 3, 2, true, false),
                                lowRank(3, 5, 3, false, false),
                                lowRank(4, 4, 1, true, true),
                                lowRank(4, 4, 3, false, true)),
                        Activation.names().stream()
                                .map(name -> perceptron(name, true, false, 4, 6, 3))
                                .toList(),
                        List.of(
                                perceptron("gelu", true, true, 5, 7, 3),
                                perceptron("tanh", false, true, 3, 4, 5, 3),
                                perceptron("relu", false, false, 3, 6, 6, 5, 4),
                                perceptron("relu", true, false, 4, 3)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<MapDescription> linear(String name) {
        return List.of(MapDescription.of(name, 5, 3, true), MapDescription.of(name, 3, 5, false));
    }

    public static MapDescription lowRank(int inputDim, int outputDim, int rank, boolean intercept, boolean residual) {
        return MapDescription.of("low-rank", inputDim, outputDim, intercept)
                .withRank(rank)
                .withResidual(residual);
    }

    public static MapDescription perceptron(String activation, boolean intercept, boolean residual, Integer... layers) {
        return MapDescription.of("mlp", layers[0], layers[layers.length - 1], intercept)
                .withLayers(List.of(layers), activation)
                .withResidual(residual);
    }
}
