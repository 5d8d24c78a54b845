package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void oneElementThatIsNotFiniteMakesThePointSo(double element) {
        assertThat(Points.isFinite(new double[] {1, element, 2})).isFalse();
        assertThat(Points.isFinite(new double[] {element, -element})).isFalse();
    }

    @Test
    void elementsWhoseSumLeavesTheRangeAreFinite() {
        assertThat(Points.isFinite(new double[] {Double.MAX_VALUE, Double.MAX_VALUE, -1}))
                .isTrue();
        assertThat(Points.isFinite(new double[0])).isTrue();
    }
}
