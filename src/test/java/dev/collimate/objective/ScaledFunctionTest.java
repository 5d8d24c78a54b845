package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LinearMap;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.ValueAndGradient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScaledFunctionTest {
    private static final LinearMap MAP = new LinearMap(3, 2, true);
    private static final double[] PARAMETERS = MAP.initialParameters(1);

    private final CurvedFunction plain =
            PlantedPairs.of(MAP, PARAMETERS, 40, 0.3, 5).function(MAP);
    private final double[] scales = {0.5, 1e3, 1, 2, 1e-6, 1, 4, 0};
    private final ScaledFunction scaled = new ScaledFunction(plain, scales);

    @Test
    void valueAndGradientAreThoseOfTheParameters() {
        double[] parameters = PARAMETERS.clone();
        parameters[7] = 0;
        ValueAndGradient expected = plain.evaluate(parameters);
        ValueAndGradient found = scaled.evaluate(scaled.point(parameters));
        assertThat(found.value()).isCloseTo(expected.value(), within(1e-15));
        for (int i = 0; i < scales.length; i++) {
            assertThat(found.gradient()[i])
                    .isCloseTo(scales[i] * expected.gradient()[i], within(1e-12 * (1 + scales[i])));
        }
        assertThat(scaled.roundingError(0.1)).isEqualTo(plain.roundingError(0.1));
        assertThat(scaled.dimension()).isEqualTo(plain.dimension());
    }

    @Test
    void pointsAndParametersLeadBackToEachOther() {
        double[] expected = PARAMETERS.clone();
        expected[7] = 0;
        assertThat(scaled.parameters(scaled.point(PARAMETERS))).containsExactly(expected, within(1e-15));
    }

    @Test
    void everyBatchIsScaledAsTheWholeIs() {
        BatchedParts parts = new BatchedParts(8, 3);
        ScaledFunction scaledParts = new ScaledFunction(parts, scales);
        assertThat(scaledParts.batches()).isEqualTo(3);
        ValueAndGradient expected = parts.evaluate(scaled.parameters(PARAMETERS), 4);
        ValueAndGradient found = scaledParts.evaluate(PARAMETERS, 4);
        assertThat(found.value()).isEqualTo(expected.value());
        assertThat(found.gradient()).isEqualTo(scaled.parameters(expected.gradient()));
    }

    @Test
    void aWrongNumberOfScalesIsRefused() {
        assertThatThrownBy(() -> new ScaledFunction(plain, Arrays.copyOf(scales, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be 8 scales, but there are 3");
    }
}
