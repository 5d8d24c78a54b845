package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitedMemoryBfgsTest extends QuasiNewtonLaws {
    @Override
    Solver solver(Problem problem) {
        return LimitedMemoryBfgs.plain(10);
    }

    @Override
    int mostSteps(Problem problem) {
        return 80;
    }

    @Test
    void aMemoryOfNothingIsRefused() {
        assertThatThrownBy(() -> LimitedMemoryBfgs.plain(0)).hasMessage("memory must be at least 1, but was 0");
    }
}
