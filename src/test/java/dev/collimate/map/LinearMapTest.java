package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.math.DoubleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearMapTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void joinedParametersAreSplitAgain(boolean fitIntercept) {
        LinearMap map = new LinearMap(3, 2, fitIntercept);
        double[] parameters = new double[map.layout().size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = i + 1;
        }

        DoubleMatrix joined = map.join(new DoubleMatrix(parameters, 0, 1, parameters.length));
        double[] split = new double[parameters.length];
        map.split(joined, new DoubleMatrix(split, 0, 1, split.length));

        assertThat(joined.rows()).isEqualTo(2);
        assertThat(joined.columns()).isEqualTo(fitIntercept ? 4 : 3);
        assertThat(split).containsExactly(parameters);
    }

    @Test
    void theInterceptIsTheLastColumnBesideTheWeights() {
        double[] parameters = {1, 2, 3, 4, 5, 6};

        DoubleMatrix joined = new LinearMap(2, 2, true).join(new DoubleMatrix(parameters, 0, 1, 6));

        assertThat(joined.data()).containsExactly(1, 2, 5, 3, 4, 6);
    }

    @Test
    void theOrthogonalMapComputesAsTheLinearMapOfItsShape() {
        LinearMap linear = new OrthogonalMap(3, 2, true).linear();

        assertThat(linear.description()).isEqualTo(MapDescription.of("linear", 3, 2, true));
    }
}
