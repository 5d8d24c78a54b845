package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import org.junit.jupiter.api.Test;

/** From sums of four rows, made in plain loops. */
class OutputProblemTest {
    private static final double[][] ACTUALS = {{1, 0}, {0.6, 0.8}, {0, 1}, {-0.8, 0.6}};
    private static final double[] ONES = {1, 1, 1, 1};

    private static HiddenSums sums(double[][] units, double[][] inputs, double[] weights) {
        HiddenSums sums = new HiddenSums(new HiddenSums.Shape(units[0].length, inputs[0].length, 2));
        for (int row = 0; row < units.length; row++) {
            double[] h = units[row];
            double[] r = new double[inputs[row].length + 3];
            System.arraycopy(inputs[row], 0, r, 0, inputs[row].length);
            r[inputs[row].length] = 1;
            System.arraycopy(ACTUALS[row], 0, r, inputs[row].length + 1, 2);
            add(sums.unitMoment().tile(0, 0), h, h, weights[row]);
            add(sums.crossMoment().get(0), h, r, weights[row]);
            add(sums.otherMoment().tile(0, 0), r, r, weights[row]);
        }
        return sums;
    }

    private static void add(DoubleMatrix sum, double[] left, double[] right, double weight) {
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                sum.set(i, j, sum.get(i, j) + weight * left[i] * right[j]);
            }
        }
    }

    /** The second input is twice the first but for a constant, which an intercept takes off. */
    @Test
    void theRankIsThatOfTheInputsAndOneForAnIntercept() {
        double[][] units = {{1}, {0}, {2}, {1}};
        double[][] inputs = {{1, 3}, {-1, -1}, {2, 5}, {0, 1}};
        HiddenSums sums = sums(units, inputs, ONES);
        assertThat(new OutputProblem(sums, true, BlasChoice.JAVA).rank()).hasValue(2);
        assertThat(new OutputProblem(sums, false, BlasChoice.JAVA).rank()).hasValue(2);
        double[][] free = {{1, 3}, {-1, 4}, {2, -5}, {0, 1}};
        assertThat(new OutputProblem(sums(units, free, ONES), true, BlasChoice.JAVA).rank())
                .hasValue(3);
        assertThat(new OutputProblem(sums(units, free, ONES), false, BlasChoice.JAVA).rank())
                .hasValue(2);
    }

    @Test
    void withoutAResidualThereIsNoRank() {
        HiddenSums sums = sums(new double[][] {{1}, {0}, {2}, {1}}, new double[4][0], ONES);
        assertThat(new OutputProblem(sums, true, BlasChoice.JAVA).rank()).isEmpty();
    }

    @Test
    void aUnitsWeightIsRidgeRegressionOfDeviations() {
        double[] unit = {1, 0, 3, 1};
        double[] weights = {1, 2, 0.5, 1};
        double[][] units = {{1}, {0}, {3}, {1}};
        OutputProblem problem = new OutputProblem(sums(units, new double[4][0], weights), true, BlasChoice.JAVA);
        double mean = 0;
        for (int i = 0; i < 4; i++) {
            mean += weights[i] * unit[i] / 4.5;
        }
        for (int k = 0; k < 2; k++) {
            double squares = 0;
            double cross = 0;
            for (int i = 0; i < 4; i++) {
                squares += weights[i] * (unit[i] - mean) * (unit[i] - mean);
                cross += weights[i] * (unit[i] - mean) * ACTUALS[i][k];
            }
            assertThat(problem.weights(0.3).get(0).get(k, 0)).isCloseTo(cross / (1.3 * squares), within(1e-12));
        }
    }

    @Test
    void unitsThatAreAlwaysZeroGetNoWeight() {
        for (boolean centred : new boolean[] {true, false}) {
            OutputProblem problem =
                    new OutputProblem(sums(new double[4][2], new double[4][0], ONES), centred, BlasChoice.JAVA);
            assertThat(problem.weights(0.1).get(0).toDoubleArray()).containsOnly(0);
        }
    }

    /** What is left of products of a constant is rounding error, in many ways over many weights. */
    @Test
    void aUnitThatDoesNotVaryGetsNoWeightOfRoundingErrors() {
        double[][] units = {{1}, {1}, {1}, {1}};
        for (int i = 1; i <= 20; i++) {
            double[] weights = {0.1 * i, 0.7, 0.3, 1.1 / i};
            OutputProblem problem = new OutputProblem(sums(units, new double[4][0], weights), true, BlasChoice.JAVA);
            assertThat(problem.weights(0.1).get(0).toDoubleArray()).containsOnly(0);
        }
    }
}
