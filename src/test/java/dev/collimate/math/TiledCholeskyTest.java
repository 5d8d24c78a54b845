package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiledCholeskyTest {
    private static final int RIGHT_HAND_SIDES = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, SymmetricTiles.SIDE, SymmetricTiles.SIDE + 1, 3 * SymmetricTiles.SIDE - 5})
    void solutionsTimesTheMatrixAreTheRightHandSides(int size) {
        SymmetricTiles matrix = positive(size);
        List<DoubleMatrix> given = runs(size);
        List<DoubleMatrix> solved = runs(size);
        TiledCholesky.of(matrix.leading(size), BlasChoice.AUTO).solve(solved);
        for (int i : new int[] {0, RIGHT_HAND_SIDES / 2, RIGHT_HAND_SIDES - 1}) {
            for (int j = 0; j < size; j += 1 + size / 50) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += at(solved, i, k) * matrix.get(k, j);
                }
                assertThat(sum).isCloseTo(at(given, i, j), within(1e-10));
            }
        }
    }

    @Test
    void aFactorThatWasKeptSolvesAgain() {
        int size = SymmetricTiles.SIDE + 3;
        SymmetricTiles factor = positive(size);
        List<DoubleMatrix> first = runs(size);
        TiledCholesky.of(factor, BlasChoice.AUTO).solve(first);
        List<DoubleMatrix> again = runs(size);
        TiledCholesky.ofFactor(SymmetricTiles.of(size, factor.tiles()), BlasChoice.AUTO)
                .solve(again);
        for (int k = 0; k < first.size(); k++) {
            assertThat(again.get(k).data()).isEqualTo(first.get(k).data());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, SymmetricTiles.SIDE + 2})
    void elementsAreScaledByRowAndColumn(int size) {
        SymmetricTiles scaled = positive(size);
        double[] factors = new double[size];
        for (int i = 0; i < size; i++) {
            factors[i] = 1 + i % 7;
        }
        scaled.scale(factors);
        scaled.multiply(0.5);
        scaled.addToDiagonal(factors);
        SymmetricTiles plain = positive(size);
        for (int i = 0; i < size; i += 2) {
            for (int j = 0; j < size; j++) {
                double expected = 0.5 * plain.get(i, j) * factors[i] * factors[j] + (i == j ? factors[i] : 0);
                assertThat(scaled.get(i, j)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, SymmetricTiles.SIDE + 2})
    void aMatrixBecomesTilesByItsLowerTriangle(int size) {
        DoubleMatrix matrix = new DoubleMatrix(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix.set(i, j, j <= i ? 1000 * i + j : Double.NaN);
            }
        }
        SymmetricTiles tiles = SymmetricTiles.of(matrix);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(tiles.get(i, j)).isEqualTo(1000 * i + j);
            }
        }
        // Tiles on the diagonal are whole.
        assertThat(tiles.tile(0, 0).get(0, 2)).isEqualTo(2000);
    }

    @ParameterizedTest
    @EnumSource(
            value = BlasChoice.class,
            names = {"AUTO", "JAVA"})
    void aMatrixThatIsNotPositiveDefiniteIsRefused(BlasChoice choice) {
        SymmetricTiles matrix = positive(SymmetricTiles.SIDE + 10);
        matrix.addToDiagonal(-1.5);
        assertThatThrownBy(() -> TiledCholesky.of(matrix, choice))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not positive definite");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SymmetricTiles.SIDE, 2 * SymmetricTiles.SIDE + 3})
    void tilesHoldLittleMoreThanATriangle(int size) {
        SymmetricTiles tiles = new SymmetricTiles(size);
        long held = tiles.arrays().stream().mapToLong(array -> array.length).sum();
        assertThat(held).isEqualTo(SymmetricTiles.elements(size));
        assertThat(held).isBetween(size * (size + 1L) / 2, size * (long) (size + SymmetricTiles.SIDE) / 2 + size);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, SymmetricTiles.SIDE + 5})
    void aLeadingPartHasTheSameElements(int part) {
        SymmetricTiles whole = positive(SymmetricTiles.SIDE + 40);
        SymmetricTiles leading = whole.leading(part);
        for (int i = 0; i < part; i += 3) {
            for (int j = 0; j < part; j += 7) {
                assertThat(leading.get(i, j)).isEqualTo(whole.get(i, j));
            }
        }
    }

    /** I + v v' + D with small D, whose eigenvalues are at least 1. */
    private static SymmetricTiles positive(int size) {
        SymmetricTiles matrix = new SymmetricTiles(size);
        matrix.addToDiagonal(1);
        for (int i = 0; i < 3; i++) {
            double[] vector = new double[size];
            for (int j = 0; j < size; j++) {
                vector[j] = HashRandom.gaussian(i, j) / Math.sqrt(size);
            }
            matrix.addOuterProduct(1 + i, vector);
        }
        return matrix;
    }

    private static List<DoubleMatrix> runs(int size) {
        List<DoubleMatrix> runs = new ArrayList<>();
        for (int run = 0; run < SymmetricTiles.panels(size); run++) {
            int columns = Math.min(SymmetricTiles.SIDE, size - SymmetricTiles.start(run));
            DoubleMatrix matrix = new DoubleMatrix(RIGHT_HAND_SIDES, columns);
            for (int k = 0; k < matrix.size(); k++) {
                matrix.data()[k] = HashRandom.gaussian(10 + run, k);
            }
            runs.add(matrix);
        }
        return runs;
    }

    private static double at(List<DoubleMatrix> runs, int row, int column) {
        return runs.get(column / SymmetricTiles.SIDE).get(row, column % SymmetricTiles.SIDE);
    }
}
