package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import org.junit.jupiter.api.Test;

/** By eigenvalues that are given. */
class StandardisedInputsTest {
    private static StandardisedInputs of(double[] values, double... least) {
        DoubleMatrix identity = new DoubleMatrix(values.length, values.length);
        double[] scales = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            identity.set(i, i, 1);
            scales[i] = 1;
        }
        return new StandardisedInputs(scales, new LinearAlgebra.Eigen(values, identity), least);
    }

    @Test
    void anEigenvalueOfJustTheLeastCountsAsZero() {
        StandardisedInputs inputs = of(new double[] {1, 1, 3}, 1, 0.9, 2);
        assertThat(inputs.value(0)).isZero();
        assertThat(inputs.value(1)).isEqualTo(1);
        assertThat(inputs.value(2)).isEqualTo(3);
        assertThat(inputs.rank()).isEqualTo(2);
    }

    @Test
    void singularValuesAreRootsFromTheLargestDown() {
        InputSpectrum spectrum = InputSpectrum.of(of(new double[] {-1e-17, 0.25, 1, 4}, 1e-12, 1e-12, 1e-12, 1e-12));
        assertThat(spectrum.singularValues()).containsExactly(new double[] {2, 1, 0.5, 0}, within(1e-15));
        assertThat(spectrum.rank()).isEqualTo(3);
        assertThat(spectrum.conditionNumber()).isEqualTo(4);
    }

    @Test
    void whereNoDirectionCountsThereIsNoConditionNumber() {
        assertThat(InputSpectrum.of(of(new double[] {0, 0}, 0, 0)).conditionNumber())
                .isNaN();
    }

    @Test
    void oneDirectionThatCountsHasTheConditionNumberOne() {
        assertThat(InputSpectrum.of(of(new double[] {0, 9}, 1e-12, 1e-12)).conditionNumber())
                .isEqualTo(1);
    }
}
