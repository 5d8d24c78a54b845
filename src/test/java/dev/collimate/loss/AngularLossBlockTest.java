package dev.collimate.loss;

import static dev.collimate.Vectors.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.Vectors;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pass over a block: sums, weights, buffers, and what it refuses. */
class AngularLossBlockTest {
    private static final int ROWS = 5;
    private static final int DIM = 7;
    private final AngularLoss loss = new CosineLoss();

    @ParameterizedTest
    @EnumSource
    void sumsAreThoseOfTheRows(Precision precision) {
        double[] weights = {0.5, 2, 0, 1, 3};
        LossSums sums = new LossSums();
        loss.evaluate(block(precision, 1), block(precision, 2), weights, null, block(precision, 3), sums);
        double loss0 = 0;
        double angle = 0;
        for (int i = 0; i < ROWS; i++) {
            LossRow row = row(precision, i);
            loss0 += weights[i] * row.value();
            angle += weights[i] * row.radians();
        }
        assertThat(sums.rows()).isEqualTo(ROWS);
        assertThat(sums.weight()).isEqualTo(6.5);
        assertThat(sums.loss()).isCloseTo(loss0, within(1e-14));
        assertThat(sums.angle()).isCloseTo(angle, within(1e-14));
    }

    @ParameterizedTest
    @EnumSource
    void gradientIsThatOfTheWeightedSum(Precision precision) {
        double[] weights = {0.5, 2, 0, 1, 4};
        Matrix gradient = block(precision, 3);
        loss.evaluate(block(precision, 1), block(precision, 2), weights, null, gradient, new LossSums());
        for (int i = 0; i < ROWS; i++) {
            double[] expected = row(precision, i).gradient();
            for (int j = 0; j < DIM; j++) {
                assertThat(gradient.get(i, j)).isEqualTo(weights[i] * expected[j]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void placeInTheArrayAndGradientInPlaceChangeNoBit(Precision precision) {
        Matrix apart = block(precision, 3);
        loss.evaluate(block(precision, 1), block(precision, 2), null, null, apart, new LossSums());
        Matrix inPlace = block(precision, 1);
        loss.evaluate(inPlace, block(precision, 2), null, null, inPlace, new LossSums());
        assertThat(inPlace.toDoubleArray()).isEqualTo(apart.toDoubleArray());
        Matrix shifted = shifted(precision, 3, 11);
        loss.evaluate(shifted(precision, 1, 3), shifted(precision, 2, 5), null, null, shifted, new LossSums());
        assertThat(shifted.toDoubleArray()).isEqualTo(apart.toDoubleArray());
    }

    @Test
    void floatPathMeetsTheDoublePath() {
        Matrix inFloat = new FloatMatrix(ROWS, DIM);
        Matrix inDouble = new DoubleMatrix(ROWS, DIM);
        LossSums floatSums = new LossSums();
        LossSums doubleSums = new LossSums();
        loss.evaluate(block(Precision.FLOAT, 1), block(Precision.FLOAT, 2), null, null, inFloat, floatSums);
        loss.evaluate(block(Precision.DOUBLE, 1), block(Precision.DOUBLE, 2), null, null, inDouble, doubleSums);
        assertThat(floatSums.loss()).isCloseTo(doubleSums.loss(), within(1e-5 * doubleSums.loss()));
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < DIM; j++) {
                assertThat(inFloat.get(i, j)).isCloseTo(inDouble.get(i, j), within(1e-6));
            }
        }
    }

    @Test
    void emptyBlocksAreRefused() {
        Matrix none = new FloatMatrix(0, DIM);
        assertRefused(none, none, null, none, "predictions must not be empty, but are a FLOAT matrix of 0 x 7");
    }

    @Test
    void otherShapesAndPrecisionsAreRefused() {
        Matrix block = block(Precision.FLOAT, 1);
        String like = " must have the shape and precision of the predictions, a FLOAT matrix of 5 x 7, but are a ";
        assertRefused(block, new FloatMatrix(5, 6), null, block, "actuals" + like + "FLOAT matrix of 5 x 6");
        assertRefused(block, new FloatMatrix(4, 7), null, block, "actuals" + like + "FLOAT matrix of 4 x 7");
        assertRefused(block, new DoubleMatrix(5, 7), null, block, "actuals" + like + "DOUBLE matrix of 5 x 7");
        assertRefused(block, block, null, new FloatMatrix(6, 7), "gradient" + like + "FLOAT matrix of 6 x 7");
    }

    @Test
    void weightsThatAreNegativeOrNotNumbersAreRefused() {
        for (double bad : new double[] {-1, -1e-300, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertWeightsRefused(
                    new double[] {1, 1, bad, 1, 1},
                    "weights must be finite and at least 0, but that of row 2 is " + bad);
        }
        assertWeightsRefused(new double[4], "there must be as many weights as rows, 5, but there are 4");
    }

    @Test
    void zeroActualsAreRefused() {
        Matrix actuals = block(Precision.FLOAT, 2);
        actuals.rowRange(3, 4).clear();
        Matrix predictions = block(Precision.FLOAT, 1);
        assertRefused(predictions, actuals, null, predictions, "actual vectors must not be zero, but row 3 of 5 is");
    }

    @Test
    void targetsOtherThanPlusAndMinusOneAreRefused() {
        assertTargetsRefused(new double[] {1, -1, 0, 1, 1}, "targets must be +1 or -1, but that of row 2 is 0.0");
        assertTargetsRefused(new double[] {1, 2, 1, 1, 1}, "targets must be +1 or -1, but that of row 1 is 2.0");
        assertTargetsRefused(
                new double[] {Double.NaN, 1, 1, 1, 1}, "targets must be +1 or -1, but that of row 0 is NaN");
        assertTargetsRefused(new double[6], "there must be as many targets as rows, 5, but there are 6");
        assertTargetsRefused(null, "loss cosine-embedding needs a target for each of the 5 rows, but there are none");
    }

    private void assertWeightsRefused(double[] weights, String message) {
        Matrix block = block(Precision.FLOAT, 1);
        assertRefused(block, block, weights, block, message);
    }

    private void assertRefused(Matrix predictions, Matrix actuals, double[] weights, Matrix gradient, String message) {
        assertThatThrownBy(() -> loss.evaluate(predictions, actuals, weights, null, gradient, new LossSums()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static void assertTargetsRefused(double[] targets, String message) {
        Matrix block = block(Precision.FLOAT, 1);
        AngularLoss embedding = new CosineEmbeddingLoss(0);
        assertThatThrownBy(() -> embedding.evaluate(block, block, null, targets, block, new LossSums()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private LossRow row(Precision precision, int row) {
        return LossRow.of(
                loss,
                precision,
                block(precision, 1).rowRange(row, row + 1).toDoubleArray(),
                block(precision, 2).rowRange(row, row + 1).toDoubleArray(),
                1);
    }

    private static Matrix block(Precision precision, long seed) {
        return shifted(precision, seed, 0);
    }

    /** The same block somewhere in a longer array. */
    private static Matrix shifted(Precision precision, long seed, int offset) {
        Matrix block = precision.zeros(1, offset + ROWS * DIM + 2).view(offset, ROWS, DIM);
        for (int i = 0; i < ROWS; i++) {
            // Rows at all angles: the last ones are nearly parallel to those of seed 2.
            double[] values = random(100 * seed + i, DIM, 1);
            block.setRow(i, i < 3 ? values : Vectors.plus(random(200 + i, DIM, 1), 0.01 * (seed - 2), values));
        }
        return block;
    }
}
