package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.Activation;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepAllocationTest {
    private static final int DIM = 24;
    private static final int ROWS = 40;
    private static final int BLOCKS = 200;
    /** No object takes less. */
    private static final long SMALLEST_OBJECT = 16;

    private static Stream<VectorMap> maps() {
        return Stream.of(
                new LinearMap(DIM, DIM, true),
                new LowRankMap(DIM, DIM, 5, true, true),
                new PerceptronMap(List.of(DIM, 32, 16, DIM), Activation.GELU, true, true));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aStepAllocatesNothingForABlockMore(VectorMap map) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(threads.isThreadAllocatedMemorySupported()).isTrue();
        AngularObjective objective = new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
        // Plain Java, whose loops are the same everywhere.
        Blas blas = Blas.of(BlasChoice.JAVA);
        FloatMatrix parameters = new FloatMatrix(1, map.layout().size());
        parameters.setRow(0, map.initialParameters(1));
        for (int i = 0; i < 5; i++) {
            allocated(threads, objective, blas, parameters, BLOCKS);
        }
        long few = allocated(threads, objective, blas, parameters, 2);
        long many = allocated(threads, objective, blas, parameters, 2 + BLOCKS);
        assertThat(few).isGreaterThan(map.layout().size() * (long) Double.BYTES);
        assertThat(many - few).as("bytes for %d blocks more", BLOCKS).isLessThan(BLOCKS * SMALLEST_OBJECT);
    }

    private static long allocated(
            ThreadMXBean threads, AngularObjective objective, Blas blas, FloatMatrix parameters, int blocks) {
        List<PairBlock> all = Collections.nCopies(blocks, new PairBlock(uniform(1), uniform(2), null, null));
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        ObjectiveSums sums = objective.sums(blas, parameters, all.iterator(), ROWS);
        long after = threads.getThreadAllocatedBytes(thread);
        assertThat(sums.losses().rows()).isEqualTo((long) blocks * ROWS);
        return after - before;
    }

    private static FloatMatrix uniform(long seed) {
        FloatMatrix matrix = new FloatMatrix(ROWS, DIM);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.data()[i] = (float) (HashRandom.uniform(seed, i) - 0.5);
        }
        return matrix;
    }
}
