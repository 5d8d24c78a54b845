package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.map.LinearMap;
import dev.collimate.math.ProductShape;
import org.junit.jupiter.api.Test;

class StepProductsTest {
    @Test
    void aLinearMapAsksForOneProductForwardsAndOneBackwards() {
        assertThat(StepProducts.ofBlock(new LinearMap(3, 5, true), 7))
                .containsExactly(
                        new ProductShape(false, true, 7, 5, 3, false), new ProductShape(true, false, 5, 3, 7, false));
    }
}
