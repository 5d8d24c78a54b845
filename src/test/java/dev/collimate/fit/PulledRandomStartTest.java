package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.LinearMap;
import dev.collimate.map.VectorMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.objective.Rows;
import dev.collimate.optim.SolverResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A random start that is pulled to the orthogonal map ends where the start by least squares does. */
class PulledRandomStartTest {
    private static final VectorMap PLANTED = new LinearMap(8, 6, true);
    private static final int PROBLEMS = 10;

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-2, 1, 100, 1e6})
    void itConvergesToTheSameObjective(double regParam) {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            PairBlock block = PlainSearch.pairs(PLANTED, 400, 0.5, problem);
            SolverResult expected = PlainSearch.run(estimator(regParam), block);
            SolverResult found =
                    PlainSearch.run(estimator(regParam).setInitMode("random").setSeed(problem), block);
            assertThat(found.stopReason().failure()).as("problem %d", problem).isFalse();
            assertThat(found.stopReason().name()).as("problem %d", problem).isNotEqualTo("maxIter");
            assertThat(found.best().value())
                    .as("problem %d", problem)
                    .isCloseTo(
                            expected.best().value(),
                            within(1e-4 * expected.best().value()));
        }
    }

    @Test
    void theStartHasTheLengthOfWhatItIsPulledTo() {
        PairBlock block = PlainSearch.pairs(PLANTED, 400, 0.5, 1);
        AngularRegression estimator = estimator(1).setInitMode("random");
        StartPoint start = StartPoint.of(
                estimator.fitSettings(),
                PlainSearch.map(estimator, block),
                Optional.of(Rows.startForms(block)),
                Optional.empty());
        assertThat(length(start.parameters())).isCloseTo(length(start.reference()), within(1e-12));
        assertThat(Rows.unit(start.parameters()))
                .containsExactly(
                        Rows.unit(PlainSearch.map(estimator, block)
                                .initialParameters(
                                        estimator.fitSettings().search().seed())),
                        within(1e-12));
    }

    private static double length(double[] vector) {
        return Math.sqrt(Rows.dot(vector, vector));
    }

    private static AngularRegression estimator(double regParam) {
        return new AngularRegression().setRegParam(regParam).setPullTo("orthogonal");
    }
}
