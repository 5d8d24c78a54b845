package dev.collimate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductReplayTest {
    private static final List<ProductShape> SHAPES = List.of(
            new ProductShape(false, true, 5, 4, 3),
            new ProductShape(true, false, 4, 3, 5),
            new ProductShape(false, false, 2, 6, 7));

    @Test
    void aReplayAsksForWhatWasRecorded() {
        ProductRecorder recorder = new ProductRecorder();
        new ProductReplay(recorder, SHAPES).run();
        assertThat(recorder.products()).isEqualTo(SHAPES);
    }

    @Test
    void everyTermOfAProductIsAMultiplicationAndAnAddition() {
        assertThat(new ProductReplay(new ProductRecorder(), SHAPES).operations())
                .isEqualTo(2.0 * (5 * 4 * 3 + 4 * 3 * 5 + 2 * 6 * 7));
    }

    @Test
    void theRealKernelAcceptsEveryShape() {
        ProductReplay replay = new ProductReplay(Blas.of(BlasChoice.AUTO), SHAPES);
        for (int i = 0; i < 200; i++) {
            replay.run();
        }
    }
}
