package dev.collimate.map;

import static dev.collimate.map.MapDescriptions.lowRank;
import static dev.collimate.map.MapDescriptions.perceptron;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapsTest {
    /** A description that no map fits, and what must be said of it. */
    record Refused(MapDescription description, String message) {}

    static List<Refused> refused() {
        return List.of(
                new Refused(
                        MapDescription.of("cubic", 4, 3, true),
                        "map must be one of linear, orthogonal, low-rank, mlp, but was cubic"),
                new Refused(MapDescription.of("linear", 0, 3, true), "inputDim must be at least 1, but was 0"),
                new Refused(MapDescription.of("linear", 3, -1, true), "outputDim must be at least 1, but was -1"),
                new Refused(
                        lowRank(80, 64, 80, true, false),
                        "rank must be in [1, min(inputDim, outputDim) = 64], but was 80"),
                new Refused(
                        lowRank(4, 4, -1, true, false),
                        "rank must be in [1, min(inputDim, outputDim) = 4], but was -1"),
                new Refused(
                        lowRank(4, 4, 0, true, false),
                        "the map low-rank needs a rank in [1, min(inputDim, outputDim)], but none was given; set rank"),
                new Refused(
                        lowRank(4, 3, 2, true, true),
                        "the map low-rank adds x to its output where residual is true, so inputDim and outputDim must"
                                + " agree, but were 4 and 3; leave residual out"),
                new Refused(
                        lowRank(4, 3, 2, true, false).withLayers(List.of(4, 3), null),
                        "the map low-rank has no layers, but layers were [4, 3]; leave them out, or choose the map mlp"),
                new Refused(
                        lowRank(4, 3, 2, true, false).withLayers(List.of(), "relu"),
                        "the map low-rank has no activation, but activation was relu; leave it out, or choose the map mlp"),
                new Refused(
                        perceptron("relu", true, false, 4, 8, 3).withRank(2),
                        "the map mlp has no rank, but rank was 2; leave it out, or choose the map low-rank"),
                new Refused(
                        MapDescription.of("mlp", 4, 3, true),
                        "the map mlp needs layers and an activation, but layers were [] and the activation was null; set"
                                + " layers, like 384,768,384"),
                new Refused(
                        perceptron("relu", true, false, 4),
                        "layers must be at least two sizes, the first inputDim and the last outputDim, each at least 1,"
                                + " but were [4]"),
                new Refused(
                        perceptron("relu", true, false, 4, 0, 3),
                        "layers must be at least two sizes, the first inputDim and the last outputDim, each at least 1,"
                                + " but were [4, 0, 3]"),
                new Refused(
                        MapDescription.of("mlp", 4, 3, true).withLayers(List.of(4, 8, 2), "relu"),
                        "layers must begin with inputDim = 4 and end with outputDim = 3, but were [4, 8, 2]"),
                new Refused(
                        MapDescription.of("mlp", 4, 3, true).withLayers(List.of(5, 3), "relu"),
                        "layers must begin with inputDim = 4 and end with outputDim = 3, but were [5, 3]"),
                new Refused(
                        perceptron("swish", true, false, 4, 3),
                        "activation must be one of relu, tanh, gelu, but was swish"),
                new Refused(
                        perceptron("relu", true, false, 60_000, 60_000, 3),
                        "a map may have at most 2147483639 parameters, but this one has 3600000000"));
    }

    static List<Refused> foreignOptions() {
        List<Refused> refused = new ArrayList<>();
        for (String map : List.of("linear", "orthogonal")) {
            MapDescription plain = MapDescription.of(map, 4, 3, true);
            String has = "the map " + map + " has no ";
            refused.add(new Refused(
                    plain.withRank(2), has + "rank, but rank was 2; leave it out, or choose the map low-rank"));
            refused.add(new Refused(
                    plain.withLayers(List.of(4, 3), null),
                    has + "layers, but layers were [4, 3]; leave them out, or choose the map mlp"));
            refused.add(new Refused(
                    plain.withLayers(List.of(), "gelu"),
                    has + "activation, but activation was gelu; leave it out, or choose the map mlp"));
            refused.add(new Refused(
                    plain.withResidual(true),
                    has + "residual, but residual was true; leave it out, or choose one of low-rank, mlp"));
        }
        return refused;
    }

    @ParameterizedTest
    @MethodSource({"refused", "foreignOptions"})
    void whatNoMapFitsIsRefusedInOneSentence(Refused refused) {
        assertThatThrownBy(() -> Maps.create(refused.description()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refused.message());
    }

    @Test
    void aMapHasTheDescriptionThatItWasMadeFrom() {
        assertThat(MapDescriptions.ofEveryKind()).allSatisfy(description -> {
            VectorMap map = Maps.create(description);
            assertThat(map.description()).isEqualTo(description);
            assertThat(map.inputDim()).isEqualTo(description.inputDim());
            assertThat(map.outputDim()).isEqualTo(description.outputDim());
        });
    }

    @Test
    void vectorsOfOneNumberAreMapped() {
        VectorMap map = Maps.create(MapDescription.of("linear", 1, 1, false));
        assertThat(map.layout().size()).isEqualTo(1);
    }

    @Test
    void everyNameIsOfAMap() {
        assertThat(MapDescriptions.ofEveryKind().stream()
                        .map(MapDescription::name)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Maps.names());
    }
}
