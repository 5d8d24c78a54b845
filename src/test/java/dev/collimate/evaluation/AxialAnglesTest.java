package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AxialLoss;
import dev.collimate.math.DoubleMatrix;
import org.junit.jupiter.api.Test;

class AxialAnglesTest {
    @Test
    void anglesOfAnAxialLossAreThoseBetweenLines() {
        DoubleMatrix actuals = new DoubleMatrix(new double[] {1, 0, -1, 0}, 0, 2, 2);
        DoubleMatrix predictions = new DoubleMatrix(new double[] {1, 1, 1, 1}, 0, 2, 2);
        var statistics = new AngleStatistics();
        new BlockEvaluation(new AxialLoss(), block -> predictions, statistics)
                .add(new PairBlock(new DoubleMatrix(2, 1), actuals, null, null));
        assertThat(statistics.meanDegrees()).isCloseTo(45, within(1e-12));
        assertThat(statistics.meanCosine()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    }
}
