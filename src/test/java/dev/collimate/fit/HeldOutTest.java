package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.PairShape;
import dev.collimate.ml.AngularRegression;
import dev.collimate.optim.BestPoint;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    private static final StopReason REASON = StopReason.done("maxIter", "took 3 steps, the most allowed");

    private static SolverResult result(int best) {
        return new SolverResult(
                new BestPoint(best, new double[] {1}, 3, 20), REASON, List.of(4.0, 3.5, 3.0, 2.5), 3, 4);
    }

    private static HeldOut of(AngularRegression estimator, boolean heldOut) {
        FitSettings settings = estimator.fitSettings();
        return HeldOut.of(settings, FitPlan.asked(settings, new PairShape(4, 3, false, false)), heldOut);
    }

    private static AngularRegression network() {
        return new AngularRegression().setMap("mlp").setLayers(new int[] {4, 5, 3});
    }

    @Test
    void stepsAreScoredWithPatienceAndFromASolvedLastLayer() {
        AngularRegression searched = network().setMaxIter(3);
        assertThat(of(searched, true)).isEqualTo(new HeldOut(true, Integer.MAX_VALUE));
        assertThat(of(searched, false).scores()).isFalse();
        assertThat(of(network().setPatience(2), true)).isEqualTo(new HeldOut(true, 2));
        assertThat(of(new AngularRegression(), true).scores()).isFalse();
        assertThat(of(new AngularRegression().setPatience(2), true)).isEqualTo(new HeldOut(true, 2));
        assertThat(of(network().setSolver("adam").setInitMode("random"), true).scores())
                .isFalse();
        // A batch is a step.
        AngularRegression onBatches =
                network().setSolver("adam").setInitMode("least-squares").setBatchFraction(0.1);
        assertThat(of(onBatches, true).scores()).isFalse();
    }

    @Test
    void theStepThatIsReturnedIsSaid() {
        SolverResult result = result(2);
        SolverResult said = new HeldOut(true, 9).said(result);
        assertThat(said.best()).isSameAs(result.best());
        assertThat(said.stopReason().name()).isEqualTo("maxIter");
        assertThat(said.stopReason().sentence())
                .isEqualTo("took 3 steps, the most allowed; the model is that of step 2, of the least mean angle on the"
                        + " rows held out");
        assertThat(new HeldOut(true, 9).said(result(0)).stopReason().sentence())
                .isEqualTo("took 3 steps, the most allowed; the start is kept, as no step led lower on the rows held"
                        + " out");
    }

    @Test
    void theLastStepGoesWithoutSaying() {
        assertThat(new HeldOut(true, 9).said(result(3)).stopReason()).isEqualTo(REASON);
        assertThat(new HeldOut(false, 9).said(result(2)).stopReason()).isEqualTo(REASON);
        assertThat(new HeldOut(false, 9).said(result(0)).stopReason().sentence())
                .endsWith("as no step led lower");
    }
}
