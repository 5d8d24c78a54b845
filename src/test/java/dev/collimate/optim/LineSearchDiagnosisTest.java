package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a value of 1, down a slope of -2; values are rounded by 1/1024. */
class LineSearchDiagnosisTest {
    private static final double ERROR = 1.0 / 1024;
    private static final double NEXT_STEP_OF_NO_GAIN = ERROR / 4;

    private final LineSearchDiagnosis diagnosis = new LineSearchDiagnosis(
            new SolverState(3, 4, new double[1], new ValueAndGradient(1, new double[1]), 1, null, null), -2, ERROR);

    @ParameterizedTest
    @CsvSource({
        // A step of 1/2 promises 1. By the slopes at both ends, -2 and -1, the value falls by 3/4; half the promise is
        // allowed.
        "0.5, 0.25, -1, false",
        "0.5, 0.75, -1, false",
        "0.5, 0.7501, -1, true",
        "0.5, -0.25, -1, false",
        "0.5, -0.2501, -1, true",
        // Past the minimum the slopes at both ends cancel.
        "0.5, 1, 2, false",
        "0.5, 1.6, 2, true",
        "0.5, NaN, -1, true",
        // What promises ten rounding errors or less is not measured.
        "0.0048828125, 2, -2, false",
        "0.0048828126, 2, -2, true"
    })
    void aTrialThatPromisesEnoughMustChangeTheValueAsTheSlopesSay(
            double step, double value, double slope, boolean contradicts) {
        diagnosis.add(step, value, slope);
        StopReason reason = diagnosis.reason(NEXT_STEP_OF_NO_GAIN);
        assertThat(reason.name()).isEqualTo(contradicts ? "lineSearchFailed" : "roundingError");
        assertThat(reason.failure()).isEqualTo(contradicts);
        assertThat(reason.sentence()).contains("the loss 1.00000000 of step 3");
    }

    @Test
    void theLastTrialThatCouldBeMeasuredDecides() {
        diagnosis.add(0.5, 0.9, -1);
        diagnosis.add(0.25, 0.5625, -1.5);
        diagnosis.add(ERROR, 5, 1);
        assertThat(diagnosis.reason(NEXT_STEP_OF_NO_GAIN).failure()).isFalse();
    }

    @Test
    void aStepIsRoundedAwayUpToOneRoundingErrorOfThePromise() {
        assertThat(diagnosis.isRoundedAway(ERROR / 2)).isTrue();
        assertThat(diagnosis.isRoundedAway(Math.nextUp(ERROR / 2))).isFalse();
        assertThat(diagnosis.reason(ERROR).name()).isEqualTo("lineSearchFailed");
    }
}
