package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import org.junit.jupiter.api.Test;

class MomentFoldsTest {
    private static final DoubleMatrix INPUTS = Rows.gaussian(6, 3, 1);
    private static final DoubleMatrix ACTUALS = Rows.gaussian(6, 2, 2);

    private static MomentSums weighing(double weight) {
        return Rows.moments(INPUTS.view(0, 1, 3), ACTUALS.view(0, 1, 2), new double[] {weight}, 1);
    }

    private static boolean canChoose(double solved, double held) {
        return new MomentFolds(weighing(solved), weighing(held)).canChoose();
    }

    @Test
    void aRidgeIsChosenWhereRowsOfBothFoldsHaveWeight() {
        assertThat(canChoose(2, 3)).isTrue();
        assertThat(canChoose(0, 3)).isFalse();
        assertThat(canChoose(2, 0)).isFalse();
        assertThat(new MomentFolds(weighing(2), null).canChoose()).isFalse();
    }

    @Test
    void sumsOfNoRowsHaveASecondFoldOnlyWhereARidgeIsJudged() {
        MomentFolds judged = MomentFolds.of(3, 2, true);
        assertThat(judged.held().inputDim()).isEqualTo(3);
        assertThat(judged.held().outputDim()).isEqualTo(2);
        assertThat(judged.arrays()).allSatisfy(array -> assertThat(array).containsOnly(0));
        MomentFolds alone = MomentFolds.of(3, 2, false);
        assertThat(alone.held()).isNull();
        assertThat(alone.solved().inputDim()).isEqualTo(3);
    }

    @Test
    void whereNoRidgeIsJudgedEveryRowIsSolvedFrom() {
        MomentFoldPass pass = new MomentFoldPass(3, 2, Blas.of(BlasChoice.JAVA), 6, Double.POSITIVE_INFINITY, 3, false);
        pass.add(new PairBlock(INPUTS, ACTUALS, null, null), 0);
        MomentFolds folds = pass.sums();
        assertThat(folds.held()).isNull();
        assertThat(folds.solved().rows()).isEqualTo(6);
        assertThat(folds.solved().weight()).isEqualTo(6);
        double squares = 0;
        for (int i = 0; i < 6; i++) {
            squares += INPUTS.get(i, 1) * INPUTS.get(i, 1);
        }
        assertThat(folds.solved().inputMoment().get(1, 1)).isCloseTo(squares, within(1e-12));
    }
}
