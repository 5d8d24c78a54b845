package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.ml.Warnings;
import dev.collimate.optim.BestPoint;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartKeptTest {
    private static final StopReason REASON = StopReason.done("maxIter", "took 2 steps, the most allowed");

    @Test
    void aStartThatIsKeptIsSaid() {
        BestPoint start = new BestPoint(0, new double[] {1}, 3, 3);
        try (Warnings warnings = Warnings.of(StartKept.class.getName())) {
            SolverResult said = StartKept.said(new SolverResult(start, REASON, List.of(3.0, 4.0, 5.0), 2, 3));
            assertThat(said.best()).isEqualTo(start);
            assertThat(said.stopReason().name()).isEqualTo("maxIter");
            assertThat(said.stopReason().sentence())
                    .isEqualTo("took 2 steps, the most allowed; the start is kept, as no step led lower");
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .contains(said.stopReason().sentence());
        }
    }

    @Test
    void aRunWithoutStepsHasNothingToSay() {
        SolverResult none = new SolverResult(new BestPoint(0, new double[1], 3, 3), REASON, List.of(3.0), 0, 1);
        try (Warnings warnings = Warnings.of(StartKept.class.getName())) {
            assertThat(StartKept.said(none)).isSameAs(none);
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void theStartTakesThePlaceOfAHigherPoint() {
        SolverResult result =
                new SolverResult(new BestPoint(2, new double[] {2}, 2.5, 2.5), REASON, List.of(3.0, 4.0, 2.5), 2, 3);
        SolverResult instead = StartKept.instead(result, new double[] {1});
        assertThat(instead.best().iteration()).isZero();
        assertThat(instead.best().point()).containsExactly(1);
        assertThat(instead.best().value()).isEqualTo(3);
        assertThat(instead.objectiveHistory()).isEqualTo(result.objectiveHistory());
        assertThat(instead.iterations()).isEqualTo(2);
    }
}
