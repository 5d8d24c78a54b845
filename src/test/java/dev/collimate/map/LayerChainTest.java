package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerChainTest {
    static Stream<VectorMap> maps() {
        return MapDescriptions.ofEveryKind().stream().map(Maps::create);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void everyParameterOfALayoutStandsOnceInTheChainWithTheShapeOfItsPlace(VectorMap map) {
        LayerChain chain = map.chain();
        List<String> named = new ArrayList<>();
        int inputs = map.inputDim();
        for (LayerChain.Layer layer : chain.layers()) {
            ParameterLayout.Entry weights = map.layout().entry(layer.weights());
            assertThat(weights.columns()).isEqualTo(inputs);
            inputs = weights.rows();
            named.add(layer.weights());
            layer.intercept().ifPresent(named::add);
            layer.intercept()
                    .ifPresent(name ->
                            assertThat(map.layout().entry(name).columns()).isEqualTo(weights.rows()));
        }
        assertThat(inputs).isEqualTo(map.outputDim());
        chain.skip().flatMap(LayerChain.Skip::weights).ifPresent(named::add);
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(map.layout().entries().stream()
                        .map(ParameterLayout.Entry::name)
                        .toList());
        assertThat(chain.skip().isPresent()).isEqualTo(map.description().residual());
    }

    @Test
    void anInterceptThatAProductOfWeightsWouldLoseIsRefused() {
        LayerChain.Layer layer = new LayerChain.Layer("weights", Optional.of("intercept"));
        assertThatThrownBy(() -> new LayerChain(List.of(layer, layer), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an intercept in the last one alone");
        assertThatThrownBy(() -> new LayerChain(List.of(), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a chain needs a layer");
    }
}
