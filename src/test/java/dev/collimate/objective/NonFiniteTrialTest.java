package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.optim.CurvedFunction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line search goes back from a trial that is not finite: it is told of it, whatever a decomposition would say. */
class NonFiniteTrialTest {
    @Test
    void aTrialThatIsNotFiniteHasNoPreconditioner() {
        for (VectorMap map : List.of(
                new LinearMap(4, 6, true),
                Maps.create(MapDescriptions.lowRank(4, 6, 2, true, false)),
                Maps.create(MapDescriptions.perceptron("relu", true, true, 4, 8, 6)))) {
            CurvedFunction function =
                    PlantedPairs.of(map, map.initialParameters(1), 40, 0.1, 3).function(map);
            double[] start = map.initialParameters(2);
            assertThat(function.evaluateWithCurvature(start, 0).preconditioner())
                    .as(map.name())
                    .isNotNull();
            double[] far = start.clone();
            Arrays.fill(far, Double.NaN);

            CurvedFunction.Curved found = function.evaluateWithCurvature(far, 0);

            assertThat(found.evaluation().value()).as(map.name()).isNaN();
            assertThat(found.preconditioner()).as(map.name()).isNull();
        }
    }
}
