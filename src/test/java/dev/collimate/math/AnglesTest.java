package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AnglesTest {
    @Test
    void rightAnglesAreExact() {
        assertThat(Angles.angle(new float[] {2, 0}, new float[] {0, 3})).isEqualTo(Math.PI / 2);
        assertThat(Angles.cosine(new double[] {2, 0}, new double[] {0, 3})).isZero();
        assertThat(Angles.oneMinusCosine(new float[] {2, 0}, new float[] {0, 3}))
                .isEqualTo(1);
        assertThat(Angles.chord(new double[] {2, 0}, new double[] {0, 3})).isEqualTo(Math.sqrt(2));
    }

    @Test
    void floatsAreTakenExactly() {
        float[] a = {0.1f, 0.7f, -3e5f};
        float[] b = {1e-3f, 0.69f, -2.9e5f};
        double[] exactA = {a[0], a[1], a[2]};
        double[] exactB = {b[0], b[1], b[2]};
        assertThat(Angles.angle(a, b)).isCloseTo(Angles.angle(exactA, exactB), within(1e-21));
        assertThat(Angles.chord(a, b)).isCloseTo(Angles.chord(exactA, exactB), within(1e-21));
        assertThat(Angles.cosine(a, b)).isEqualTo(Angles.cosine(exactA, exactB));
        assertThat(Angles.oneMinusCosine(a, b)).isCloseTo(Angles.oneMinusCosine(exactA, exactB), within(1e-26));
    }

    @Test
    void anglesBeyondTheReachOfTheArcCosineAreRight() {
        for (double radians : new double[] {1e-150, 1e-30, 1e-12, 1e-8}) {
            assertThat(Angles.angle(new double[] {2, 0}, new double[] {4, 4 * radians}))
                    .isCloseTo(radians, within(3e-16 * radians));
        }
        assertThat(Angles.angle(new double[] {3, 0}, new double[] {-5, 5e-12}))
                .isCloseTo(Math.PI - 1e-12, within(4.5e-16));
    }

    @Test
    void lengthsFromTheSmallestToTheLargestDoubleKeepTheAngle() {
        double expected = Angles.angle(new double[] {1, 2, 3}, new double[] {3, 1, 2});
        for (double a : new double[] {1e-320, 1e-300, 1e-30, 1, 1e30, 1e300, 5e307}) {
            for (double b : new double[] {1e-300, 1e-150, 1, 1e150, 5e307}) {
                double[] longA = {a, 2 * a, 3 * a};
                double[] longB = {3 * b, b, 2 * b};
                assertThat(Angles.angle(longA, longB)).isCloseTo(expected, within(a < 1e-310 ? 1e-3 : 1e-15));
            }
        }
    }

    @Test
    void sumsOverManyElementsDoNotLoseDigits() {
        int dim = 4096;
        double[] a = new double[dim];
        double[] b = new double[dim];
        for (int i = 0; i < dim; i++) {
            a[i] = 0.1;
            b[i] = i % 2 == 0 ? 0.1 : 0.05;
        }
        // cos = 0.75 / sqrt(0.625), sin / cos = 1 / 3
        assertThat(Angles.angle(a, b)).isCloseTo(Math.atan2(1, 3), within(1e-15 + 4e-15 * Math.atan2(1, 3)));
        float[] floatA = GoldenAnglesTest.floats(a);
        assertThat(Angles.angle(floatA, floatA)).isZero();
    }

    @Test
    void vectorsWithoutAnAngleGiveNaN() {
        double[] one = {1, 2};
        for (double[] other : new double[][] {{0, 0}, {1, Double.NaN}, {1, Double.NEGATIVE_INFINITY}}) {
            assertThat(Angles.angle(one, other)).isNaN();
            assertThat(Angles.cosine(other, one)).isNaN();
            assertThat(Angles.oneMinusCosine(one, other)).isNaN();
            assertThat(Angles.chord(one, other)).isNaN();
            assertThat(Angles.angle(GoldenAnglesTest.floats(other), GoldenAnglesTest.floats(one)))
                    .isNaN();
        }
    }

    @Test
    void vectorsOfOtherLengthsAreRefused() {
        assertThatThrownBy(() -> Angles.angle(new float[3], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vectors must have one length of at least 1, but have 3 and 2 elements");
        assertThatThrownBy(() -> Angles.chord(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vectors must have one length of at least 1, but have 0 and 0 elements");
    }
}
