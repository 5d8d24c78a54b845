package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerceptronMapTest {
    @Test
    void aResidualOrASingleLayerMakesItAnyLinearMap() {
        assertThat(map(true, List.of(3, 4, 2)).containsLinear()).isTrue();
        assertThat(map(false, List.of(3, 2)).containsLinear()).isTrue();
        assertThat(map(false, List.of(3, 4, 2)).containsLinear()).isFalse();
    }

    @Test
    void itSaysWhichOptionsItHas() {
        assertThat(map(true, List.of(3, 4, 2)).residual()).isTrue();
        assertThat(map(false, List.of(3, 4, 2)).residual()).isFalse();
        assertThat(new PerceptronMap(List.of(3, 2), Activation.RELU, true, false).fitIntercept())
                .isTrue();
        assertThat(new PerceptronMap(List.of(3, 2), Activation.RELU, false, false).fitIntercept())
                .isFalse();
    }

    @Test
    void hiddenUnitsAreTheLengthOfTheLastLayerButOne() {
        assertThat(map(false, List.of(3, 5, 4, 2)).hiddenUnits()).isEqualTo(4);
        assertThat(map(false, List.of(3, 2)).hiddenUnits()).isZero();
    }

    @Test
    void layersMayBeOneWideAndNotLess() {
        assertThat(map(false, List.of(1, 1, 1)).layout().size()).isEqualTo(4);
        for (List<Integer> layers : List.of(List.of(3), List.of(3, 0, 2), List.of(-1, 2))) {
            assertThatThrownBy(() -> map(false, layers))
                    .hasMessage("layers must be at least two sizes, the first inputDim and the last outputDim, each at"
                            + " least 1, but were " + layers);
        }
    }

    private static PerceptronMap map(boolean residual, List<Integer> layers) {
        return new PerceptronMap(layers, Activation.TANH, true, residual);
    }
}
