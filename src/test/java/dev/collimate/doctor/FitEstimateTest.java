package dev.collimate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.PairShape;
import dev.collimate.ml.AngularRegression;
import org.junit.jupiter.api.Test;

class FitEstimateTest {
    private static final PairShape SHAPE = new PairShape(6, 4, false, false);

    @Test
    void aClosedFormTakesAPassOfMomentsAndOneOfTheLoss() {
        assertThat(passes(stage().setMap("orthogonal"))).isEqualTo(2);
    }

    @Test
    void aSolvedNetworkTakesOneMoreForItsHiddenUnits() {
        assertThat(passes(network())).isEqualTo(3);
    }

    @Test
    void spreadPredictionsTakeAPassOfTheirMomentsAndOneOfTheLoss() {
        assertThat(passes(network().setSpread(0.5))).isEqualTo(5);
        assertThat(passes(stage().setSpread(0.5))).isEqualTo(12);
    }

    @Test
    void aSearchTakesNoMorePassesThanItsStepsAllow() {
        assertThat(passes(stage())).isEqualTo(10);
        assertThat(passes(stage().setMaxIter(3))).isEqualTo(5);
        assertThat(passes(network().setMaxIter(20))).isEqualTo(22);
    }

    private static int passes(AngularRegression stage) {
        return FitEstimate.passes(stage.fitSettings(), SHAPE);
    }

    private static AngularRegression network() {
        return stage().setMap("mlp").setLayers(new int[] {6, 8, 4});
    }

    private static AngularRegression stage() {
        return new AngularRegression();
    }
}
