package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for L-BFGS, with and without a preconditioner. */
abstract class QuasiNewtonLaws extends LineSearchLaws {
    @ParameterizedTest
    @MethodSource("problems")
    void anAcceptedStepTakesAtMostOneAndThreeTenthsEvaluations(Problem problem) {
        SolverResult result = new Minimizer(solver(problem), List.of(StopRule.maxIter(100)), state -> {})
                .minimize(problem.function(), problem.start());
        assertThat(result.evaluations() - 1).isLessThanOrEqualTo((int) (1.3 * result.iterations()));
    }
}
