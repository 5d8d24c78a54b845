package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetlibBlasTest {
    private static final boolean[] BOTH = {false, true};
    private static final int[][] SHAPES = {{1, 1, 1}, {1, 5, 3}, {1, 1, 4}, {4, 1, 3}, {5, 7, 1}, {6, 9, 17}};

    @ParameterizedTest
    @EnumSource(BlasChoice.class)
    void aProductEqualsThePlainLoopForEveryShapeAndTransposition(BlasChoice choice) {
        Blas blas = Blas.of(choice);
        for (Precision precision : Precision.values()) {
            for (int[] shape : SHAPES) {
                for (boolean transposeA : BOTH) {
                    for (boolean transposeB : BOTH) {
                        compare(blas, precision, shape, transposeA, transposeB);
                    }
                }
            }
        }
    }

    private static void compare(Blas blas, Precision precision, int[] shape, boolean transposeA, boolean transposeB) {
        int m = shape[0];
        int n = shape[1];
        int k = shape[2];
        Matrix a = filled(precision, transposeA ? k : m, transposeA ? m : k, 1);
        Matrix b = filled(precision, transposeB ? n : k, transposeB ? k : n, 2);
        for (double beta : new double[] {0, -0.5}) {
            Matrix c = filled(precision, m, n, 3);
            double[] expected = new double[m * n];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum += (transposeA ? a.get(l, i) : a.get(i, l)) * (transposeB ? b.get(j, l) : b.get(l, j));
                    }
                    expected[i * n + j] = 2 * sum + beta * c.get(i, j);
                }
            }
            if (beta == 0) {
                c.set(0, 0, Double.NaN);
            }
            blas.gemm(transposeA, transposeB, 2, a, b, beta, c);
            assertThat(c.toDoubleArray())
                    .as("%s, %d x %d x %d, %s, %s", precision, m, n, k, transposeA, transposeB)
                    .containsExactly(expected, within(precision == Precision.FLOAT ? 1e-4 : 1e-12));
        }
    }

    /** A view that begins within its array. */
    private static Matrix filled(Precision precision, int rows, int columns, long seed) {
        Matrix matrix = precision.zeros(rows + 1, columns).rowRange(1, rows + 1);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, HashRandom.gaussian(seed, (long) i * columns + j));
            }
        }
        return matrix;
    }

    @ParameterizedTest
    @EnumSource(BlasChoice.class)
    void shapesThatDoNotAgreeAreRefusedWithTheirNumbers(BlasChoice choice) {
        Blas blas = Blas.of(choice);
        for (int rows : new int[] {1, 2}) {
            FloatMatrix a = new FloatMatrix(rows, 3);
            assertThatThrownBy(() -> blas.gemm(false, false, 1, a, new FloatMatrix(4, 5), 0, new FloatMatrix(rows, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 x 5")
                    .hasMessageContaining("4 x 5");
        }
    }
}
