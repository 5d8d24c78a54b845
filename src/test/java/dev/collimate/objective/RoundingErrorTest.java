package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Precision;
import org.junit.jupiter.api.Test;

class RoundingErrorTest {
    @Test
    void theRoundingErrorOfASumIsThatOfTheMeanTimesTheWeight() {
        double ofMean = new AngularObjective(new LinearMap(8, 6, true), new CosineLoss(), Reduction.MEAN)
                .roundingError(0.01, 5000, Precision.FLOAT);
        double ofSum = new AngularObjective(new LinearMap(8, 6, true), new CosineLoss(), Reduction.SUM)
                .roundingError(0.01 * 5000, 5000, Precision.FLOAT);
        assertThat(ofSum).isCloseTo(5000 * ofMean, within(1e-12));
    }
}
