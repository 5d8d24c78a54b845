package dev.collimate.math;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlasTest {
    private static final boolean[] BOTH = {false, true};
    private static final int[][] SHAPES = {{1, 1, 1}, {1, 5, 3}, {1, 1, 4}, {4, 1, 3}, {5, 7, 1}, {6, 9, 17}};
    private static final int M = 5;
    private static final int N = 7;
    private static final int K = 3;

    static List<Blas> kernels() {
        return List.of(
                Blas.of(BlasChoice.NATIVE),
                Blas.of(BlasChoice.VECTOR),
                Blas.of(BlasChoice.JAVA),
                new JavaCppBlas("native through JavaCPP"));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aProductEqualsThePlainLoopForEveryShapeAndTransposition(Blas blas) {
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
        Matrix a = transposeA ? random(precision, 1, k, m) : random(precision, 1, m, k);
        Matrix b = transposeB ? random(precision, 2, n, k) : random(precision, 2, k, n);
        for (double beta : new double[] {0, -0.5}) {
            Matrix c = random(precision, 3, m, n);
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
            blas.gemm(transposeA, transposeB, 2, a, b, beta, c);
            assertThat(c.toDoubleArray())
                    .as("%s, %d x %d x %d, %s, %s", precision, m, n, k, transposeA, transposeB)
                    .containsExactly(expected, within(precision == Precision.FLOAT ? 1e-4 : 1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void withBetaZeroTheOldContentIsNotRead(Blas blas) {
        for (Precision precision : Precision.values()) {
            for (int m : new int[] {1, M}) {
                Matrix c = precision.zeros(m, N);
                for (int i = 0; i < m; i++) {
                    c.setRow(i, new double[] {NaN, NaN, NaN, NaN, NaN, NaN, NaN});
                }
                blas.gemm(false, false, 1, random(precision, 1, m, K), random(precision, 2, K, N), 0, c);
                assertThat(Arrays.stream(c.toDoubleArray())).allMatch(Double::isFinite);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void elementsOutsideTheViewsStayAsTheyAre(Blas blas) {
        float[] shared = new float[200];
        Arrays.fill(shared, 9);
        FloatMatrix c = new FloatMatrix(shared, 100, M, N);
        blas.gemm(false, false, 1, new FloatMatrix(shared, 10, M, K), new FloatMatrix(shared, 40, K, N), 0, c);
        for (int i = 0; i < shared.length; i++) {
            assertThat(shared[i]).isEqualTo(i >= 100 && i < 100 + M * N ? 9f * 9f * K : 9f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anEmptyResultIsLeftAndAnEmptyInnerDimensionRefused(Blas blas) {
        blas.gemm(false, false, 1, new FloatMatrix(0, K), new FloatMatrix(K, N), 0, new FloatMatrix(0, N));
        assertThatThrownBy(() -> blas.gemm(
                        false, false, 1, new FloatMatrix(M, 0), new FloatMatrix(0, N), 0, new FloatMatrix(M, N)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the inner dimension of a product must be at least 1, but was 0");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void shapesAndPrecisionsThatDoNotAgreeAreRefusedWithBoth(Blas blas) {
        for (int rows : new int[] {1, M}) {
            FloatMatrix c = new FloatMatrix(rows, N);
            assertThatThrownBy(
                            () -> blas.gemm(false, false, 1, new FloatMatrix(rows, K), new FloatMatrix(K + 1, N), 0, c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("FLOAT matrix of 3 x 7")
                    .hasMessageContaining("FLOAT matrix of 4 x 7");
        }
        assertThatThrownBy(() -> blas.gemm(
                        false, false, 1, new FloatMatrix(M, K), new DoubleMatrix(K, N), 0, new FloatMatrix(M, N)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOAT matrix of 3 x 7")
                .hasMessageContaining("DOUBLE matrix of 3 x 7");
    }

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({"191, 5, 7", "384, 77, 33", "577, 200, 900", "769, 333, 512"})
    void aProductInSlicesOfRowsHasTheBitsOfTheWhole(int m, int n, int k) throws Exception {
        KernelLoader.load(BlasChoice.NATIVE);
        Blas whole = NetlibBlas.ofNative(Netlib.blas("JNIBLAS"), "whole", Long.MAX_VALUE);
        Blas slices = NetlibBlas.ofNative(Netlib.blas("JNIBLAS"), "slices", 1);
        for (Precision precision : Precision.values()) {
            for (boolean transposeA : BOTH) {
                for (boolean transposeB : BOTH) {
                    Matrix a = transposeA ? random(precision, 1, k, m) : random(precision, 1, m, k);
                    Matrix b = transposeB ? random(precision, 2, n, k) : random(precision, 2, k, n);
                    Matrix expected = random(precision, 3, m, n);
                    Matrix actual = random(precision, 3, m, n);
                    whole.gemm(transposeA, transposeB, 1.5, a, b, -0.5, expected);
                    slices.gemm(transposeA, transposeB, 1.5, a, b, -0.5, actual);
                    assertThat(actual.toDoubleArray()).isEqualTo(expected.toDoubleArray());
                }
            }
        }
    }

    /** Of rows in the middle of an array, to what is there already. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aSquareIsTheProductWithItselfBelowTheDiagonal(Blas blas) {
        for (int[] shape : new int[][] {{1, 1}, {1, 5}, {9, 4}, {30, 33}, {257, 65}}) {
            int k = shape[0];
            int n = shape[1];
            double[] elements = new double[k * n + 7];
            Arrays.setAll(elements, i -> HashRandom.gaussian(3, i));
            DoubleMatrix a = new DoubleMatrix(elements, 5, k, n);
            DoubleMatrix c = new DoubleMatrix(n, n);
            Arrays.setAll(c.data(), i -> i % 3);
            blas.addSquare(a, c);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double expected = (i * n + j) % 3;
                    for (int row = 0; row < k; row++) {
                        expected += a.get(row, i) * a.get(row, j);
                    }
                    assertThat(c.get(i, j)).isCloseTo(expected, within(1e-11));
                }
            }
        }
        DoubleMatrix untouched = new DoubleMatrix(new double[] {1, 2, 3, 4}, 0, 2, 2);
        blas.addSquare(new DoubleMatrix(0, 2), untouched);
        assertThat(untouched.data()).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> blas.addSquare(new DoubleMatrix(3, 3), untouched))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void threadsMayShareAKernel(Blas blas) {
        Matrix a = random(Precision.FLOAT, 1, 64, 64);
        Matrix expected = new FloatMatrix(64, 64);
        blas.gemm(false, true, 1, a, a, 0, expected);
        List<double[]> products = Stream.generate(() -> new FloatMatrix(64, 64))
                .limit(64)
                .parallel()
                .map(product -> {
                    blas.gemm(false, true, 1, a, a, 0, product);
                    return product.toDoubleArray();
                })
                .toList();
        assertThat(products).allSatisfy(product -> assertThat(product).isEqualTo(expected.toDoubleArray()));
    }

    /** A view that begins within its array. */
    private static Matrix random(Precision precision, long seed, int rows, int columns) {
        Matrix matrix = precision.zeros(rows + 1, columns).rowRange(1, rows + 1);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, HashRandom.gaussian(seed, (long) i * columns + j));
            }
        }
        return matrix;
    }
}
