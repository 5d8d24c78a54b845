package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedMemoryBfgsTest extends QuasiNewtonLaws {
    @Override
    Solver solver(Problem problem) {
        return LimitedMemoryBfgs.plain(10);
    }

    @Override
    int mostSteps(Problem problem) {
        return 80;
    }

    /** By less than a value's rounding error in all, the slope falls so slowly that its zero lies beyond the full step. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.05, 0.09, -0.05})
    void aSlopeThatHardlyChangesWithinRoundingEndsTheRunAfterOneTrial(double curvature) {
        double slope = 2e-16;
        CountingFunction function = new CountingFunction(new NearlyConstant(slope, curvature));
        SolverState start = solver(null).start(function, new double[1]);
        // A step of length 1 as well.
        CurvaturePairs.Pair pair = new CurvaturePairs.Pair(new double[] {1}, new double[] {slope}, slope);
        LimitedMemoryBfgs.Memory memory =
                new LimitedMemoryBfgs.Memory(new CurvaturePairs(List.of(pair)), null, false, RoundedSteps.NONE);
        for (SolverMemory known : List.of(start.memory(), memory)) {
            SolverState state = new SolverState(0, 1, start.point(), start.evaluation(), 0, known, null);

            SolverState next = solver(null).step(function, state);

            assertThat(next.ended().name()).isEqualTo("roundingError");
            assertThat(next.ended().failure()).isFalse();
            assertThat(next.evaluations()).isEqualTo(2);
        }
    }

    /** 1 + slope (x + curvature x^2 / 2), whose value is hidden by its rounding error. */
    private record NearlyConstant(double slope, double curvature) implements SmoothFunction {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            double x = point[0];
            return new ValueAndGradient(1, new double[] {slope * (1 + curvature * x)});
        }
    }

    @Test
    void aMemoryOfNothingIsRefused() {
        assertThatThrownBy(() -> LimitedMemoryBfgs.plain(0)).hasMessage("memory must be at least 1, but was 0");
    }
}
