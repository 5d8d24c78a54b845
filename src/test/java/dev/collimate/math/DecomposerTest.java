package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecomposerTest {
    private final Kernel kernel = KernelLoader.load(BlasChoice.NATIVE);
    private final Decomposer arrays = new ArrayDecomposer(kernel.lapack());

    static List<Decomposer> decomposers() {
        Kernel kernel = KernelLoader.load(BlasChoice.NATIVE);
        Decomposer arrays = new ArrayDecomposer(kernel.lapack());
        return List.of(
                arrays,
                kernel.large(),
                KernelLoader.load(BlasChoice.JAVA).large(),
                new NativeMemoryDecomposer(new OpenBlasLibrary(null, ""), arrays));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void largeDecompositionsOfTheShippedLibraryRunInNativeMemory() {
        assertThat(kernel.large()).isInstanceOf(NativeMemoryDecomposer.class);
        // Else the comparisons below would be of arrays with arrays.
        assertThatCode(() -> OpenBlasLibrary.load().loadDecompositions()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("decomposers")
    void theFactorsMultiplyToTheMatrix(Decomposer decomposer) {
        DoubleMatrix symmetric = DecompositionReport.symmetric(5);
        double[] values = new double[5];
        DoubleMatrix vectors = decomposer.eigen(symmetric, values);
        DoubleMatrix wide = matrix(4, 7);
        Decomposer.Factors svd = decomposer.svd(wide);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                double sum = 0;
                for (int k = 0; k < 5; k++) {
                    sum += vectors.get(k, i) * values[k] * vectors.get(k, j);
                }
                assertThat(sum).isCloseTo(symmetric.get(i, j), within(1e-13));
            }
        }
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 7; j++) {
                double sum = 0;
                for (int k = 0; k < 4; k++) {
                    sum += svd.u().get(i, k)
                            * svd.values()[k]
                            * svd.vTransposed().get(k, j);
                }
                assertThat(sum).isCloseTo(wide.get(i, j), within(1e-13));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 257, 700})
    void eigenvaluesHaveTheSameBitsInBothMemories(int n) {
        DoubleMatrix symmetric = DecompositionReport.symmetric(n);
        double[] expected = new double[n];
        double[] actual = new double[n];
        double[] vectors = arrays.eigen(symmetric, expected).toDoubleArray();
        assertThat(kernel.large().eigen(symmetric, actual).toDoubleArray()).isEqualTo(vectors);
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 300", "300, 3", "257, 300", "300, 257", "400, 400"})
    void singularValuesHaveTheSameBitsInBothMemories(int m, int n) {
        DoubleMatrix matrix = matrix(m, n);
        Decomposer.Factors expected = arrays.svd(matrix);
        Decomposer.Factors actual = kernel.large().svd(matrix);
        assertThat(actual.values()).isEqualTo(expected.values());
        assertThat(actual.u().toDoubleArray()).isEqualTo(expected.u().toDoubleArray());
        assertThat(actual.vTransposed().toDoubleArray())
                .isEqualTo(expected.vTransposed().toDoubleArray());
    }

    @Test
    void aViewIsDecomposedAndNotChanged() {
        DoubleMatrix whole = matrix(8, 5);
        double[] before = whole.toDoubleArray();
        DoubleMatrix view = whole.view(10, 4, 5);
        double[] values = kernel.large().svd(view).values();
        assertThat(values).isEqualTo(arrays.svd(view).values());
        assertThat(whole.toDoubleArray()).isEqualTo(before);
    }

    @Test
    void memoryThatThereIsNotIsNamed() {
        try (NativeMemory memory = new NativeMemory()) {
            memory.doubles(100);
            assertThatThrownBy(() -> memory.doubles(1L << 58))
                    .isInstanceOf(NativeMemory.Shortage.class)
                    .hasMessage(
                            "of memory outside the heap it needs 2305843009213693952 bytes beside 800, and there are none");
        }
    }

    private static DoubleMatrix matrix(int m, int n) {
        DoubleMatrix matrix = new DoubleMatrix(m, n);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.data()[i] = HashRandom.gaussian(m, i);
        }
        return matrix;
    }
}
