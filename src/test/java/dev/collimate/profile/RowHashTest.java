package dev.collimate.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.math.FloatMatrix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowHashTest {
    private static final int ROWS = 20_000;

    @Test
    void equalVectorsHaveEqualHashesWhereverTheyStand() {
        FloatMatrix matrix = new FloatMatrix(3, 2);
        matrix.setRow(0, new double[] {0.5, -0.0});
        matrix.setRow(1, new double[] {1, 2});
        matrix.setRow(2, new double[] {0.5, 0.0});
        RowHash hash = new RowHash(2);
        assertThat(hash.of(matrix, 0)).isEqualTo(hash.of(matrix, 2)).isNotEqualTo(hash.of(matrix, 1));
    }

    /** With 32 bits of either half some 5 of these would share one. */
    @Test
    void vectorsThatDifferInTheirLastBitHaveOtherHashes() {
        FloatMatrix matrix = new FloatMatrix(ROWS, 3);
        float element = 1;
        for (int i = 0; i < ROWS; i++) {
            matrix.setRow(i, new double[] {0.25, element, 0.75});
            element = Math.nextUp(element);
        }
        RowHash hash = new RowHash(3);
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < ROWS; i++) {
            hashes.add(Arrays.toString(hash.of(matrix, i)));
        }
        assertThat(hashes).hasSize(ROWS);
    }
}
