package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundedStepsTest {
    @Test
    void threeStepsWithoutANewLeastPromiseAreTheLast() {
        RoundedSteps steps = RoundedSteps.NONE.with(4).with(4).with(5);
        assertThat(steps).isEqualTo(new RoundedSteps(4, 2));
        assertThat(steps.isOver()).isFalse();
        assertThat(steps.with(6).isOver()).isTrue();
    }

    @Test
    void aNewLeastPromiseBeginsAnew() {
        assertThat(RoundedSteps.NONE.with(4).with(5).with(5).with(3)).isEqualTo(new RoundedSteps(3, 0));
    }
}
