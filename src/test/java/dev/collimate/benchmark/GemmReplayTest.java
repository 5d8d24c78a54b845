package dev.collimate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import java.util.List;
import org.junit.jupiter.api.Test;

class GemmReplayTest {
    private static final List<GemmShape> SHAPES = List.of(
            new GemmShape(false, true, 5, 4, 3),
            new GemmShape(true, false, 4, 3, 5),
            new GemmShape(false, false, 2, 6, 7));

    @Test
    void aReplayAsksForWhatWasRecorded() {
        GemmRecorder recorder = new GemmRecorder();
        new GemmReplay(recorder, SHAPES).run();
        assertThat(recorder.products()).isEqualTo(SHAPES);
    }

    @Test
    void everyTermOfAProductIsAMultiplicationAndAnAddition() {
        assertThat(new GemmReplay(new GemmRecorder(), SHAPES).operations())
                .isEqualTo(2.0 * (5 * 4 * 3 + 4 * 3 * 5 + 2 * 6 * 7));
    }

    @Test
    void theRealKernelAcceptsEveryShape() {
        GemmReplay replay = new GemmReplay(Blas.of(BlasChoice.AUTO), SHAPES);
        for (int i = 0; i < 200; i++) {
            replay.run();
        }
    }
}
