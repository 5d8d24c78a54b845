package dev.collimate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {
    /** Ticks are spaced by a thousandth of their distance more or less at most. */
    private static final double UNEVEN = 1e-3;

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0.3, 0.7",
        "-5, 17",
        "1, 1.000000000001",
        "1, 1",
        "0, 0",
        "-1, -1",
        "1e-300, 1e-300",
        "0, 1e-12",
        "0.1, 0.100000000001",
        "1e-5, 1.00000001e-5",
        "1e-12, 1.1e-12",
        "1e15, 1.0000001e15",
        "59.99999, 60.00001",
        "-1e-9, 1e9"
    })
    void ticksAreFewAndEvenAndHoldBothValues(double lowest, double highest) {
        Axis axis = Axis.between("loss", lowest, highest);
        List<Double> ticks = axis.ticks();
        assertThat(ticks).hasSizeBetween(2, 12);
        double first = ticks.get(0);
        double last = ticks.get(ticks.size() - 1);
        double each = (last - first) / (ticks.size() - 1);
        assertThat(each).isPositive();
        for (int i = 0; i < ticks.size(); i++) {
            assertThat(ticks.get(i)).isBetween(first + (i - UNEVEN) * each, first + (i + UNEVEN) * each);
        }
        assertThat(axis.position(first)).isBetween(-UNEVEN, UNEVEN);
        assertThat(axis.position(last)).isBetween(1 - UNEVEN, 1 + UNEVEN);
        assertThat(axis.position(lowest)).isBetween(-UNEVEN, 1 + UNEVEN);
        assertThat(axis.position(highest)).isBetween(-UNEVEN, 1 + UNEVEN);
        assertThat(ticks.stream().map(axis::text)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 1", "2, 1", "NaN, 1", "1, NaN", "1, Infinity"})
    void aLogarithmicAxisNeedsAscendingNumbersAboveZero(double from, double until) {
        assertThatThrownBy(() -> Axis.logarithmic("length", from, until))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be above 0, ascend and be finite");
    }

    @Test
    void aLogarithmicAxisHasTicksAtPowersOfTen() {
        assertThat(Axis.logarithmic("length", 0.5, 200).ticks()).containsExactly(1.0, 10.0, 100.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void anAxisFromZeroNeedsANumberAboveIt(double until) {
        assertThatThrownBy(() -> Axis.fromZero("passes", until))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be above 0 and finite");
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "NaN, 1", "0, NaN", "0, Infinity", "-1.7e308, 1.7e308"})
    void anAxisBetweenNeedsFiniteNumbersInOrder(double lowest, double highest) {
        assertThatThrownBy(() -> Axis.between("loss", lowest, highest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have finite ends");
    }

    @Test
    void valuesThatAreNotFiniteHaveNoSayInAnAxisAroundThem() {
        List<Double> ticks = Axis.around("loss", 1, Double.POSITIVE_INFINITY, 3, Double.NaN, Double.NEGATIVE_INFINITY)
                .ticks();
        assertThat(ticks.get(0)).isEqualTo(1);
        assertThat(ticks.get(ticks.size() - 1)).isEqualTo(3);
        assertThat(Axis.around("loss", Double.NaN).ticks()).startsWith(0.0).endsWith(1.0);
        assertThat(Axis.around("loss").ticks()).startsWith(0.0).endsWith(1.0);
    }
}
