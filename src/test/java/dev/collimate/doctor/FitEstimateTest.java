package dev.collimate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.PairShape;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
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
        assertThat(passes(network().setMaxIter(20))).isEqualTo(23);
    }

    @Test
    void theFirstRunHasFewerRowsWhereARowTakesMore() {
        assertThat(FitEstimate.firstRows(2 * 6.0 * 6 * 4)).isEqualTo(1024);
        // Two tasks of 3072 to 4096 to 1024 units with a residual.
        double wide = 2 * 6.0 * (3072.0 * 4096 + 4096.0 * 1024 + 3072.0 * 1024);
        assertThat(FitEstimate.firstRows(wide)).isBetween(16L, 128L);
        assertThat(FitEstimate.firstRows(1e15)).isEqualTo(16);
    }

    @Test
    void decompositionsGrowWithTheCubeOfTheirSize() {
        DriverAlgebra algebra = new DriverAlgebra(256, 0.01);
        assertThat(algebra.seconds(new LinearMap(512, 512, true))).isEqualTo(4 * 8 * 0.01);
        assertThat(algebra.seconds(new LinearMap(256, 1024, true))).isEqualTo(4 * 64 * 0.01);
        assertThat(DriverAlgebra.measure(BlasChoice.AUTO).eigenSeconds()).isPositive();
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
