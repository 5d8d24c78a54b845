package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SolverResultTest {
    @Test
    void aResultInOtherCoordinatesIsThatOfTheRunButForItsPoint() {
        Problem problem = Problem.quadratic();
        SolverResult result = new Minimizer(
                        new FirstOrder(new Momentum(0, false), FirstOrder.Settings.constant(1e-3)),
                        List.of(StopRule.maxIter(2)),
                        state -> {})
                .minimize(problem.function(), problem.start());
        double[] moved = {1, 2};
        SolverResult there = result.at(moved);
        assertThat(there.best().point()).isSameAs(moved);
        assertThat(there.best().value()).isEqualTo(result.best().value());
        assertThat(there.best().iteration()).isEqualTo(result.best().iteration());
        assertThat(there.stopReason()).isEqualTo(result.stopReason());
        assertThat(there.objectiveHistory()).isEqualTo(result.objectiveHistory());
        assertThat(there.evaluations()).isEqualTo(result.evaluations());
    }
}
