package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcceleratedDescentTest extends LineSearchLaws {
    @Override
    Solver solver(Problem problem) {
        return new AcceleratedDescent(1, true);
    }

    @Override
    int mostSteps(Problem problem) {
        return problem.name().equals(Problem.ROSENBROCK) ? 1000 : 400;
    }

    @Test
    void accelerationSavesMostStepsOfAnIllConditionedProblem() {
        Problem problem = Problem.quadratic();
        assertThat(stepsTo(problem, true)).isLessThan(stepsTo(problem, false) / 4);
    }

    private static int stepsTo(Problem problem, boolean accelerate) {
        StopRule near = state -> state.current().value() < 1e-6
                ? java.util.Optional.of(StopReason.done("near", ""))
                : java.util.Optional.empty();
        SolverResult result = new Minimizer(new AcceleratedDescent(1, accelerate), List.of(near), state -> {})
                .minimize(problem.function(), problem.start());
        assertThat(result.stopReason().name()).isEqualTo("near");
        return result.iterations();
    }

    @Test
    void aFirstStepSizeThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new AcceleratedDescent(0, true)).hasMessageContaining("but was 0.0");
    }
}
