package dev.collimate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import dev.collimate.examples.PredictWithoutSpark;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescription;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictionWorkspaceTest {
    private static final Path ROOT = Path.of(System.getProperty("collimate.root", "."));

    @TempDir
    private Path folder;

    static List<MapDescription> maps() {
        return ExportedMaps.descriptions();
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aBatchGivesWhatItsVectorsGiveWhateverTheBlocks(MapDescription description) {
        ParameterFiles.Content content = ExportedMaps.random(description);
        VectorPredictor predictor = predictor(content);
        int inputDim = description.inputDim();
        int outputDim = description.outputDim();
        float[] rows = ExportedMaps.rows(inputDim);
        float[] before = rows.clone();
        float[] expected = new float[ExportedMaps.ROWS * outputDim];
        for (int i = 0; i < ExportedMaps.ROWS; i++) {
            float[] one = predictor.predict(Arrays.copyOfRange(rows, i * inputDim, (i + 1) * inputDim));
            System.arraycopy(one, 0, expected, i * outputDim, outputDim);
        }
        for (int maxRows : new int[] {1, 7, 1000, 3000}) {
            float[] out = new float[expected.length + 3];
            Arrays.fill(out, 9);
            predictor.predict(rows, ExportedMaps.ROWS, out, predictor.newWorkspace(maxRows));
            assertThat(ExportedMaps.wrongRows(expected, Arrays.copyOf(out, expected.length), outputDim))
                    .isZero();
            assertThat(Arrays.copyOfRange(out, expected.length, out.length)).containsExactly(9, 9, 9);
        }
        assertThat(rows).isEqualTo(before);
    }

    /** Blocks of 64 rows, and 40 that are left over, of 1,000 rows. */
    @ParameterizedTest
    @MethodSource("maps")
    void aBatchAllocatesNothing(MapDescription description) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(threads.isThreadAllocatedMemorySupported()).isTrue();
        for (BlasChoice blas : List.of(BlasChoice.JAVA, BlasChoice.AUTO)) {
            if (productsMayAllocate(blas, description)) {
                continue;
            }
            Runnable batch = batch(description, blas);
            long allocated = Long.MAX_VALUE;
            // Until the compiler is done: it, too, is at work on this thread.
            for (int round = 0; round < 20 && allocated > 0; round++) {
                long start =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                batch.run();
                batch.run();
                allocated =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - start;
            }
            assertThat(allocated).as("%s", blas).isZero();
        }
    }

    /** Netlib's Java packs the blocks of large matrices into arrays of its own; JavaCPP wraps arrays. */
    private static boolean productsMayAllocate(BlasChoice blas, MapDescription map) {
        String products = Blas.of(blas).description();
        return products.contains("JavaCPP") || !products.startsWith("native") && map.inputDim() > 100;
    }

    private static Runnable batch(MapDescription description, BlasChoice blas) {
        ParameterFiles.Content content = ExportedMaps.random(description);
        VectorPredictor predictor = new VectorPredictor(content.map(), Floats.of(content.parameters()), blas);
        PredictionWorkspace workspace = predictor.newWorkspace(64);
        float[] rows = ExportedMaps.rows(description.inputDim());
        float[] out = new float[ExportedMaps.ROWS * description.outputDim()];
        return () -> predictor.predict(rows, ExportedMaps.ROWS, out, workspace);
    }

    @Test
    void wrongUseIsRefused() {
        VectorPredictor predictor = predictor(ExportedMaps.random(MapDescription.of("linear", 3, 2, true)));
        PredictionWorkspace workspace = predictor.newWorkspace(2);
        assertRefused(
                () -> predictor.predict(new float[8], 3, new float[6], workspace),
                "x must hold 3 rows of 3 numbers, but has 8 elements");
        assertRefused(
                () -> predictor.predict(new float[9], 3, new float[5], workspace),
                "out must hold 3 rows of 2 numbers, but has 5 elements");
        assertRefused(
                () -> predictor.predict(new float[9], -1, new float[6], workspace),
                "x must hold -1 rows of 3 numbers, but has 9 elements");
        float[] bad = new float[9];
        bad[8] = Float.NaN;
        assertRefused(
                () -> predictor.predict(bad, 3, new float[6], workspace),
                "row 2, counted from 0, cannot be mapped: x: a vector has an element that is NaN, infinite or outside"
                        + " the range of float32");
        assertRefused(() -> predictor.newWorkspace(0), "maxRows must be at least 1, but was 0");
        VectorPredictor other = predictor(ExportedMaps.random(MapDescription.of("linear", 3, 2, true)));
        assertRefused(
                () -> other.predict(new float[9], 3, new float[6], workspace),
                "the workspace was made by another predictor; make one with newWorkspace");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void theExampleOfThePageRunsAndIsTheOneThatIsPrinted() throws IOException {
        LinearMap map = new LinearMap(3, 2, false);
        ParameterFiles.write(map, new double[] {1, 0, 0, 0, 2, 0}, ParameterDirectory.of(folder));
        assertThat(PredictWithoutSpark.map(folder, new float[] {1, 2, 3, 4, 5, 6}))
                .containsExactly(1, 4, 4, 10);
        String source = Files.readString(ROOT.resolve("src/test/java/dev/collimate/examples/PredictWithoutSpark.java"));
        assertThat(Files.readString(ROOT.resolve("src/site/export.md")))
                .contains("```java\n"
                        + source.substring(source.indexOf("import ")).strip() + "\n```");
    }

    private static VectorPredictor predictor(ParameterFiles.Content content) {
        return new VectorPredictor(content.map(), Floats.of(content.parameters()), BlasChoice.JAVA);
    }
}
