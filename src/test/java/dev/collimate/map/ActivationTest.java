package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.math.Precision;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {
    @Test
    void reluIsExactForEveryNumber() {
        float tiny = Float.MIN_VALUE;
        float[] values = {-1, -0f, 0, tiny, -tiny, 3, Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY};
        float[] slopes = new float[values.length];
        Activation.RELU.apply(values, slopes, values.length);
        assertThat(values).containsExactly(0, 0, 0, tiny, 0, 3, Float.MAX_VALUE, 0, Float.POSITIVE_INFINITY);
        assertThat(slopes).containsExactly(0, 0, 0, 1, 0, 1, 1, 0, 1);
        double[] doubles = {-1, 0, Double.MIN_VALUE, 3};
        double[] slopesOfDoubles = new double[doubles.length];
        Activation.RELU.apply(doubles, slopesOfDoubles, doubles.length);
        assertThat(doubles).containsExactly(0, 0, Double.MIN_VALUE, 3);
        assertThat(slopesOfDoubles).containsExactly(0, 0, 1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotANumberStaysSo(Activation activation) {
        float[] floats = {Float.NaN};
        double[] doubles = {Double.NaN};
        activation.apply(floats, new float[1], 1);
        activation.apply(doubles, new double[1], 1);
        assertThat(floats[0]).isNaN();
        assertThat(doubles[0]).isNaN();
    }

    /** Long loops run as compiled vector instructions, short ones as they are written. */
    @ParameterizedTest
    @EnumSource
    void loopsOfAnyLengthGiveTheSameBits(Activation activation) {
        int length = 100_003;
        float[] values = new float[length];
        float[] slopes = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (i - length / 2) * 3e-4f;
        }
        float[] inputs = values.clone();
        for (int repeat = 0; repeat < 50; repeat++) {
            System.arraycopy(inputs, 0, values, 0, length);
            activation.apply(values, slopes, length);
        }
        for (int i = 0; i < length; i += 997) {
            float[] value = {inputs[i]};
            float[] slope = new float[1];
            activation.apply(value, slope, 1);
            assertThat(values[i]).isEqualTo(value[0]);
            assertThat(slopes[i]).isEqualTo(slope[0]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsBehindTheBlockAreLeftAlone(Activation activation) {
        for (Precision precision : Precision.values()) {
            var buffer = precision.zeros(3, 2);
            var slopes = precision.zeros(3, 2);
            Arrays.asList(buffer, slopes).forEach(matrix -> matrix.setRow(2, new double[] {-5, -6}));
            activation.apply(buffer.rowRange(0, 2), slopes.rowRange(0, 2));
            assertThat(buffer.rowRange(2, 3).toDoubleArray()).containsExactly(-5, -6);
            assertThat(slopes.rowRange(2, 3).toDoubleArray()).containsExactly(-5, -6);
        }
    }
}
