package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnitVectorsTest {
    @Test
    void aVectorKeepsItsDirectionAndHasNormOne() {
        double[] vector = {3, -4, 0};

        UnitVectors.normalize(vector);

        assertThat(vector).containsExactly(0.6, -0.8, 0);
    }

    @Test
    void aZeroVectorStaysZero() {
        double[] vector = new double[2];

        UnitVectors.normalize(vector);

        assertThat(vector).containsExactly(0, 0);
        assertThat(UnitVectors.inverseNorm(new DoubleMatrix(vector, 0, 1, 2), 0))
                .isZero();
    }

    @Test
    void aRowTimesItsInverseNormIsAUnitVector() {
        double[] elements = {1, 2, 1e-3, 5e5};
        DoubleMatrix matrix = new DoubleMatrix(elements, 0, 2, 2);

        for (int i = 0; i < 2; i++) {
            double norm = Math.hypot(elements[2 * i], elements[2 * i + 1]);
            assertThat(norm * UnitVectors.inverseNorm(matrix, i)).isCloseTo(1, within(4e-16));
        }
    }
}
