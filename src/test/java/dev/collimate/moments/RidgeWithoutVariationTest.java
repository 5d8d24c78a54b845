package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LowRankMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import org.junit.jupiter.api.Test;

/** Folds in which there is nothing to hold down or to judge have a curve all the same: a flat one. */
class RidgeWithoutVariationTest {
    private static final DoubleMatrix VARYING = new DoubleMatrix(new double[] {1, 2, -1, 3, 2, -2, 0, 1}, 0, 4, 2);
    private static final DoubleMatrix CONSTANT = new DoubleMatrix(new double[] {2, 5, 2, 5, 2, 5, 2, 5}, 0, 4, 2);
    private static final DoubleMatrix ZERO = new DoubleMatrix(4, 2);
    private static final DoubleMatrix ACTUALS = new DoubleMatrix(new double[] {1, 0, 0, 1, 0, 1, -1, 0}, 0, 4, 2);
    private static final DoubleMatrix HELD = new DoubleMatrix(new double[] {1, 0, 0, -1, 1, 0, 0, 1}, 0, 4, 2);

    @Test
    void whereInputsDoNotVaryEveryRidgePredictsTheMean() {
        MomentFolds folds =
                new MomentFolds(Rows.moments(CONSTANT, ACTUALS, null, 4), Rows.moments(VARYING, HELD, null, 4));
        double[] mean = {0, 0.5};
        double error = 0;
        for (int i = 0; i < 4; i++) {
            error += (Math.pow(HELD.get(i, 0) - mean[0], 2) + Math.pow(HELD.get(i, 1) - mean[1], 2)) / 4;
        }
        RidgeChoice choice = new LinearRidge(folds, true, BlasChoice.JAVA).choose();
        requireFlat(choice, error);
    }

    /** No length brings a prediction of zero any nearer: unit actuals are all that is left. */
    @Test
    void whereRowsHeldBackAreZeroTheErrorBesideInputsIsOne() {
        MomentFolds folds = new MomentFolds(Rows.moments(VARYING, ACTUALS, null, 4), Rows.moments(ZERO, HELD, null, 4));
        LowRankMap map = new LowRankMap(2, 2, 1, false, true);
        requireFlat(new LinearRidge(folds, false, BlasChoice.JAVA).choose(map), 1);
    }

    private static void requireFlat(RidgeChoice choice, double error) {
        assertThat(choice.curve())
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(point -> assertThat(point.meanSquaredError()).isCloseTo(error, within(1e-12)));
    }
}
