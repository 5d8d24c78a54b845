package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.objective.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DampedFactorTest {
    private static final double DAMPING = 0.3;
    private static final double SHIFT = 0.7;

    /** Of rank 2 at most, so that nothing but damping makes it definite. */
    private static DoubleMatrix singular(int size) {
        DoubleMatrix rows = Rows.gaussian(2, size, 1);
        DoubleMatrix product = new DoubleMatrix(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                product.set(i, j, rows.get(0, i) * rows.get(0, j) + rows.get(1, i) * rows.get(1, j));
            }
        }
        return product;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, SymmetricTiles.SIDE + 3})
    void theProductTimesTheDampedMatrixIsTheRightHandSide(int size) {
        DoubleMatrix matrix = singular(size);
        double[] scales = new double[size];
        for (int i = 0; i < size; i++) {
            scales[i] = 1 / (1.0 + i % 4);
        }
        DampedFactor factor = DampedFactor.of(SymmetricTiles.of(matrix), scales, DAMPING, SHIFT, BlasChoice.AUTO);
        DoubleMatrix right = Rows.gaussian(3, size, 2);
        DoubleMatrix found = factor.solve(right);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < size; j++) {
                double sum = found.get(i, j) * (DAMPING / (scales[j] * scales[j]) + SHIFT);
                for (int k = 0; k < size; k++) {
                    sum += found.get(i, k) * matrix.get(k, j);
                }
                assertThat(sum).isCloseTo(right.get(i, j), within(1e-9));
            }
        }
    }

    @Test
    void fromTheOtherSideItIsTheSame() {
        DampedFactor factor = DampedFactor.of(
                SymmetricTiles.of(singular(4)), new double[] {1, 2, 0.5, 1}, DAMPING, 0, BlasChoice.JAVA);
        DoubleMatrix columns = Rows.gaussian(4, 3, 3);
        DoubleMatrix rows = new DoubleMatrix(3, 4);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                rows.set(i, j, columns.get(j, i));
            }
        }
        DoubleMatrix found = factor.solveColumns(columns);
        DoubleMatrix expected = factor.solve(rows);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(found.get(j, i)).isEqualTo(expected.get(i, j));
            }
        }
    }

    @Test
    void whatHasNoScaleIsLeftAlone() {
        DampedFactor factor = DampedFactor.of(
                SymmetricTiles.of(singular(3)), new double[] {1, 0, 1}, DAMPING, SHIFT, BlasChoice.JAVA);
        DoubleMatrix found = factor.solve(Rows.gaussian(2, 3, 4));
        assertThat(found.get(0, 1)).isZero();
        assertThat(found.get(1, 1)).isZero();
        assertThat(found.get(0, 0)).isNotZero();
    }

    @Test
    void tilesOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> new DampedFactor(new double[2], List.of(new DoubleMatrix(3, 3)), BlasChoice.JAVA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DampedFactor(new double[2], List.of(), BlasChoice.JAVA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiles");
    }
}
