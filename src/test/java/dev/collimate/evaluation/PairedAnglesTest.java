package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.HashRandom;
import org.junit.jupiter.api.Test;

class PairedAnglesTest {
    private static final int ROWS = 200;

    /** Rows of very different difficulty, on which the second predictor is a little worse. */
    private static double[] degrees(int row) {
        double hard = 60 * HashRandom.uniform(1, row);
        return new double[] {hard, hard + 0.1 + 0.05 * HashRandom.gaussian(2, row), 90};
    }

    @Test
    void aDifferenceHasTheMeanAndTheStandardErrorOfTheRowsDifferences() {
        PairedAngles angles = new PairedAngles(3);
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            angles.add(degrees(i), 1);
            sum += degrees(i)[1] - degrees(i)[0];
        }
        double mean = sum / ROWS;
        double squares = 0;
        for (int i = 0; i < ROWS; i++) {
            squares += Math.pow(degrees(i)[1] - degrees(i)[0] - mean, 2);
        }
        double error = Math.sqrt(squares / (ROWS - 1) / ROWS);
        assertThat(angles.difference(1, 0)).isCloseTo(mean, within(1e-12));
        assertThat(angles.standardError(1, 0)).isCloseTo(error, within(1e-9));
        assertThat(angles.standardError(0, 1)).isEqualTo(angles.standardError(1, 0));
        assertThat(angles.standardError(2, 0)).isGreaterThan(100 * error);
        assertThat(angles.mean(2)).isEqualTo(90);
    }

    @Test
    void partsAddUpAndOneScaleOfAllWeightsChangesNothing() {
        PairedAngles whole = new PairedAngles(3);
        PairedAngles first = new PairedAngles(3);
        PairedAngles second = new PairedAngles(3);
        for (int i = 0; i < ROWS; i++) {
            double weight = HashRandom.uniform(3, i);
            whole.add(degrees(i), weight);
            (i < ROWS / 3 ? first : second).add(degrees(i), 4 * weight);
        }
        first.merge(second);
        assertThat(first.difference(1, 0)).isCloseTo(whole.difference(1, 0), within(1e-12));
        assertThat(first.standardError(1, 0)).isCloseTo(whole.standardError(1, 0), within(1e-9));
    }

    @Test
    void oneRowThatCountsSaysNothingOfHowFarADifferenceHolds() {
        PairedAngles angles = new PairedAngles(3);
        angles.add(degrees(0), 2);
        angles.add(degrees(1), 0);
        assertThat(angles.standardError(1, 0)).isInfinite();
    }
}
