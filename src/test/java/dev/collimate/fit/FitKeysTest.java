package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.data.PairShape;
import dev.collimate.ml.AngularRegression;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The same settings and rows on a machine of other memory may be another fit. */
class FitKeysTest {
    private static final long GIBIBYTE = 1L << 30;

    /** The solver is the same, but not the start, nor whether rows held out score the steps. */
    @Test
    void aCheckpointOfAPlanWithAnotherStartIsRefused() throws IOException {
        PairShape shape = new PairShape(384, 384, false, false);
        FitSettings settings = new AngularRegression()
                .setMap("mlp")
                .setLayers(new int[] {384, 4096, 384})
                .setMaxIter(12)
                .fitSettings();
        FitPlan solved = FitPlan.of(settings, shape, resources(1600L << 20));
        FitPlan random = FitPlan.of(settings, shape, resources(600L << 20));
        assertThat(random.solver()).isEqualTo(solved.solver());
        assertThat(HeldOut.of(settings, solved, true)).isNotEqualTo(HeldOut.of(settings, random, true));
        assertThat(read(solved, solved)).isEqualTo(FitProgress.NONE);
        assertThatThrownBy(() -> read(solved, random))
                .isInstanceOf(IOException.class)
                .hasMessage("it is of another fit, with plan.outputLayer true in place of false");
    }

    private static Resources resources(long executorHeap) {
        DriverBudget ample = new DriverBudget(64 * GIBIBYTE, 60 * GIBIBYTE, 64 * GIBIBYTE, Long.MAX_VALUE, 0);
        return new Resources(8, 8, ample, new ExecutorBudget(2 * GIBIBYTE, executorHeap, 4));
    }

    /** What a fit of one plan finds of what one of another wrote. */
    private static FitProgress read(FitPlan written, FitPlan read) throws IOException {
        JsonNode content = content(written).write(FitProgress.NONE, (identity, array) -> "none");
        return content(read).read(content, name -> new double[0]);
    }

    private static CheckpointContent content(FitPlan plan) {
        return new CheckpointContent(
                new FitKeys(FitKeys.of(plan)), "java", plan.map().layout().size());
    }
}
