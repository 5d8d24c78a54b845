package dev.collimate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.map.Activation;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepGemmsTest {
    private static final int ROWS = 7;

    @Test
    void aLinearMapAsksForOneProductForwardsAndOneBackwards() {
        assertThat(StepGemms.ofBlock(new LinearMap(3, 5, true), ROWS))
                .containsExactly(new GemmShape(false, true, ROWS, 5, 3), new GemmShape(true, false, 5, 3, ROWS));
    }

    @Test
    void aLayerAfterTheFirstAsksForThreeProducts() {
        VectorMap map = new PerceptronMap(List.of(3, 11, 2, 5), Activation.RELU, true, false);
        assertThat(operations(map)).isEqualTo(2.0 * ROWS * (2 * 3 * 11 + 3 * 11 * 2 + 3 * 2 * 5));
    }

    @Test
    void aResidualIsALayerThatReadsTheInputs() {
        VectorMap plain = new PerceptronMap(List.of(3, 11, 5), Activation.TANH, true, false);
        VectorMap residual = new PerceptronMap(List.of(3, 11, 5), Activation.TANH, true, true);
        assertThat(operations(residual) - operations(plain)).isEqualTo(2.0 * ROWS * 2 * 3 * 5);
    }

    @Test
    void aLowRankMapAsksForTwoProductsOfItsFirstFactorAndThreeOfItsSecond() {
        assertThat(operations(new LowRankMap(6, 5, 2, true, false))).isEqualTo(2.0 * ROWS * (2 * 6 * 2 + 3 * 2 * 5));
    }

    private static double operations(VectorMap map) {
        return StepGemms.ofBlock(map, ROWS).stream()
                .mapToDouble(GemmShape::operations)
                .sum();
    }
}
