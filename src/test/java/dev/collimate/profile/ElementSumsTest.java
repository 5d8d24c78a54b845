package dev.collimate.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.FloatMatrix;
import org.junit.jupiter.api.Test;

class ElementSumsTest {
    /** Columns: constant, nearly constant, below float32's products, of unit deviation, of deviation 1000. */
    private static final float[][] ROWS = {{3, 100, 1e-35f, 1, 1000}, {3, 100.01f, 3e-35f, -1, -1000}};

    @Test
    void constantAndNearlyConstantElementsAreCountedApart() {
        ElementSums sums = of(ROWS);
        assertThat(sums.elements()).isEqualTo(5);
        assertThat(sums.constant()).isEqualTo(2);
        assertThat(sums.nearlyConstant()).isEqualTo(1);
    }

    @Test
    void theScaleRatioIsOfTheElementsThatVary() {
        assertThat(of(ROWS).scaleRatio()).isCloseTo(1000 / 0.005, within(200.0));
        assertThat(of(new float[][] {{1, 5}, {1, 5}}).scaleRatio()).isEqualTo(1);
    }

    @Test
    void partsAddUpToTheWhole() {
        ElementSums parts = of(new float[][] {ROWS[0]}).merge(of(new float[][] {ROWS[1]}));
        assertThat(parts.constant()).isEqualTo(of(ROWS).constant());
        assertThat(parts.scaleRatio()).isEqualTo(of(ROWS).scaleRatio());
    }

    private static ElementSums of(float[][] rows) {
        FloatMatrix matrix = new FloatMatrix(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                matrix.set(i, j, rows[i][j]);
            }
        }
        ElementSums sums = new ElementSums(rows[0].length);
        sums.add(matrix);
        return sums;
    }
}
