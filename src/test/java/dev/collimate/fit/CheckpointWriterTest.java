package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckpointWriterTest {
    private static final FitProgress FIRST = progress("first");
    private static final FitProgress SECOND = FIRST.with(sums("second"));

    @Test
    void whatIsSaidToStandIsTheLastStateThatCouldBeWritten() {
        AtomicInteger writes = new AtomicInteger();
        CheckpointWriter writer = new CheckpointWriter(
                progress -> {
                    if (writes.incrementAndGet() > 1) {
                        throw new IOException("No space left on device");
                    }
                },
                0,
                System::nanoTime,
                FitProgress.NONE);
        try (writer) {
            writer.require(FIRST);
            writer.require(SECOND);
        }
        assertThat(writes).hasValue(2);
        assertThat(writer.written()).isSameAs(FIRST);
    }

    @Test
    void aStateThatIsNotDueIsWrittenWhenAllIsFlushed() {
        try (CheckpointWriter writer = new CheckpointWriter(progress -> {}, 1000, () -> 0, FIRST)) {
            writer.offer(SECOND);
            assertThat(writer.written()).isSameAs(FIRST);
            writer.flush();
            assertThat(writer.written()).isSameAs(SECOND);
        }
    }

    private static FitProgress progress(String name) {
        return FitProgress.NONE.with(sums(name));
    }

    private static FitProgress.Sums sums(String name) {
        return new FitProgress.Sums(name, List.of(new double[] {1}));
    }
}
