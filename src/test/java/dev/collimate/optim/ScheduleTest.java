package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<Schedule> ALL = List.of(
            Schedule.constant(),
            Schedule.step(3, 0.1),
            Schedule.cosine(),
            Schedule.cosine().warmUp(0.25),
            Schedule.step(4, 0.5).warmUp(0.1));

    @Test
    void everyFactorIsAboveZeroAndAtMostOne() {
        for (Schedule schedule : ALL) {
            for (int i = 0; i < 1000; i++) {
                assertThat(schedule.factor(i / 1000.0)).isGreaterThan(0).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void stepMultipliesByItsDecayAfterEachStage() {
        Schedule schedule = Schedule.step(3, 0.1);
        assertThat(schedule.factor(0)).isEqualTo(1);
        assertThat(schedule.factor(0.33)).isEqualTo(1);
        assertThat(schedule.factor(0.34)).isCloseTo(0.1, within(1e-15));
        assertThat(schedule.factor(0.99)).isCloseTo(0.01, within(1e-15));
    }

    @Test
    void cosineFallsFromOneThroughAHalfToZero() {
        assertThat(Schedule.cosine().factor(0)).isEqualTo(1);
        assertThat(Schedule.cosine().factor(0.5)).isCloseTo(0.5, within(1e-15));
        assertThat(Schedule.cosine().factor(1 - 1e-9)).isCloseTo(0, within(1e-15));
    }

    @Test
    void aWarmUpRisesInALineAndThenTheScheduleRunsWhole() {
        Schedule schedule = Schedule.cosine().warmUp(0.2);
        assertThat(schedule.factor(0.05)).isCloseTo(0.25, within(1e-15));
        assertThat(schedule.factor(0.1)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.factor(0.2)).isCloseTo(1, within(1e-15));
        assertThat(schedule.factor(0.6)).isCloseTo(0.5, within(1e-15));
        assertThat(Schedule.constant().warmUp(0).factor(0)).isEqualTo(1);
    }

    @Test
    void aWarmUpOfTheWholeRunIsRefused() {
        assertThatThrownBy(() -> Schedule.constant().warmUp(1)).hasMessageContaining("[0, 1), but was 1.0");
    }
}
