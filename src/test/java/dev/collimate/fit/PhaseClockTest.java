package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
    private static final DoubleMatrix SYMMETRIC = new DoubleMatrix(new double[] {2, 1, 1, 2}, 0, 2, 2);

    private final AtomicLong now = new AtomicLong(TimeUnit.HOURS.toNanos(3));

    private void pass(int seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static double seconds(List<Phase> phases) {
        return phases.stream().mapToDouble(Phase::seconds).sum();
    }

    @Test
    void phasesAddUpToTheWholeInTheOrderInWhichTheyBegan() {
        try (PhaseClock clock = new PhaseClock("read", now::get)) {
            pass(3);
            clock.begin("moments");
            pass(2);
            clock.begin("read");
            pass(4);
            assertThat(clock.phases()).containsExactly(new Phase("read", 7), new Phase("moments", 2));
        }
    }

    @Test
    void aDecompositionIsAPhaseOfItsOwnAndLeavesThatItIsPartOf() {
        LinearAlgebra algebra = LinearAlgebra.of(BlasChoice.JAVA);
        try (PhaseClock clock = new PhaseClock("read", now::get)) {
            clock.begin("start");
            algebra.eigen(SYMMETRIC);
            algebra.svd(SYMMETRIC);
            pass(5);
            List<Phase> phases = clock.phases();
            assertThat(phases)
                    .extracting(Phase::name)
                    .containsExactly("read", "start", "eigenvalues 2 x 2", "singular values 2 x 2");
            assertThat(phases.get(1).seconds()).isLessThan(5);
            assertThat(phases.get(2).seconds()).isPositive();
            assertThat(seconds(phases)).isCloseTo(5, within(1e-9));
        }
    }

    @Test
    void aClockHearsOfItsOwnThreadAloneAndOnlyUntilItIsClosed() throws InterruptedException {
        LinearAlgebra algebra = LinearAlgebra.of(BlasChoice.JAVA);
        try (PhaseClock outer = new PhaseClock("read", now::get)) {
            try (PhaseClock inner = new PhaseClock("read", now::get)) {
                algebra.eigen(SYMMETRIC);
                assertThat(inner.phases()).hasSize(2);
            }
            Thread other = new Thread(() -> algebra.eigen(SYMMETRIC));
            other.start();
            other.join();
            assertThat(outer.phases()).hasSize(1);
            algebra.eigen(SYMMETRIC);
            assertThat(outer.phases()).hasSize(2);
        }
    }
}
