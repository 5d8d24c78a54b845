package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.optim.SolverResult;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs that a map of the fitted kind made without noise: the fit ends when it has found it, and says so. */
class NoiseFreeFitTest {
    private static final int ROWS = 400;
    private static final int PROBLEMS = 5;
    private static final int MOST_PASSES = 12;
    private static final int PASSES_OF_MOMENTS = 1;

    static List<MapDescription> maps() {
        return List.of(
                MapDescription.of("linear", 8, 6, true),
                MapDescription.of("linear", 8, 6, false),
                MapDescription.of("linear", 5, 9, true),
                MapDescription.of("linear", 64, 16, true),
                MapDescription.of("linear", 64, 16, false),
                MapDescription.of("linear", 32, 32, true),
                MapDescription.of("linear", 64, 4, false),
                MapDescription.of("linear", 64, 3, true),
                MapDescription.of("linear", 64, 3, false),
                MapDescription.of("linear", 8, 3, false),
                MapDescription.of("linear", 16, 2, true),
                MapDescription.of("linear", 64, 2, true),
                MapDescription.of("linear", 128, 3, true),
                MapDescription.of("linear", 2, 2, true),
                MapDescription.of("linear", 1, 2, true),
                MapDescriptions.lowRank(8, 6, 3, true, false),
                MapDescriptions.lowRank(5, 9, 3, true, false),
                MapDescriptions.lowRank(64, 16, 3, true, false),
                MapDescriptions.lowRank(64, 16, 3, false, false),
                MapDescriptions.lowRank(64, 16, 4, false, false),
                MapDescriptions.lowRank(64, 16, 2, true, false),
                MapDescriptions.lowRank(64, 16, 6, false, false),
                MapDescriptions.lowRank(64, 16, 8, false, false),
                MapDescriptions.lowRank(64, 3, 2, true, false),
                MapDescriptions.lowRank(64, 3, 1, true, false),
                MapDescriptions.lowRank(8, 6, 2, false, false),
                MapDescriptions.lowRank(32, 32, 3, true, true));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aNoiseFreeMapIsFoundInTwelvePassesAndTheReasonSaysSo(MapDescription description) {
        VectorMap map = Maps.create(description);
        for (int problem = 0; problem < PROBLEMS; problem++) {
            SolverResult found = PlainSearch.run(estimator(description), PlainSearch.pairs(map, ROWS, 0, problem));
            assertThat(found.stopReason().name()).as("problem %d", problem).isEqualTo("exactFit");
            assertThat(found.stopReason().failure()).isFalse();
            assertThat(found.evaluations() + PASSES_OF_MOMENTS)
                    .as("problem %d", problem)
                    .isLessThanOrEqualTo(MOST_PASSES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "negative-cosine", "squared-angle", "axial"})
    void everyLossOfFiniteCurvatureEndsSo(String loss) {
        VectorMap map = Maps.create(MapDescription.of("linear", 8, 6, true));
        for (String reduction : List.of("mean", "sum")) {
            SolverResult found = PlainSearch.run(
                    new AngularRegression().setTol(0).setLoss(loss).setReduction(reduction),
                    PlainSearch.pairs(map, ROWS, 0, 1));
            assertThat(found.stopReason().name()).as(reduction).isEqualTo("exactFit");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-5, 1e-4, 0.1})
    void noiseIsNoExactFit(double noise) {
        VectorMap map = Maps.create(MapDescription.of("linear", 8, 6, true));
        SolverResult found = PlainSearch.run(new AngularRegression(), PlainSearch.pairs(map, ROWS, noise, 1));
        assertThat(found.stopReason().name()).isIn("relativeTolerance", "roundingError");
    }

    private static AngularRegression estimator(MapDescription description) {
        AngularRegression estimator =
                new AngularRegression().setMap(description.name()).setFitIntercept(description.fitIntercept());
        return description.name().equals("low-rank")
                ? estimator.setRank(description.rank()).setResidual(description.residual())
                : estimator;
    }
}
