package dev.collimate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorPredictorTest {
    /** Those that src/site/export.md names, beside the project's own classes. */
    private static final String LIBRARIES =
            "(jackson-(core|databind|annotations)|blas|lapack|commons-math3|slf4j-api|javacpp|openblas)";

    @TempDir
    Path folder;

    @Test
    void everyMapGivesWhatItsPassGivesInDouble() throws IOException {
        int saved = 0;
        for (MapDescription description : MapDescriptions.ofEveryKind()) {
            VectorMap map = Maps.create(description);
            Path model = save(map, folder.resolve("model-" + saved++));
            VectorPredictor predictor = VectorPredictor.load(model);
            assertThat(predictor.map().description()).isEqualTo(map.description());
            float[] x = vector(map.inputDim(), 1);
            float[] before = x.clone();
            float[] prediction = predictor.predict(x);
            assertThat(x).isEqualTo(before);
            double[] expected = exact(map, x);
            assertThat(prediction).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) prediction[i]).isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-6));
            }
        }
    }

    @Test
    void metadataThatAreTooLongToBeSomeAreNotPassedOver() throws IOException {
        Path model = save(new LinearMap(2, 3, true), folder.resolve("model"));
        Path metadata = Files.createDirectories(model.resolve("metadata")).resolve("part-00000");
        try (RandomAccessFile file = new RandomAccessFile(metadata.toFile(), "rw")) {
            file.setLength(17 << 20);
        }
        assertThatThrownBy(() -> VectorPredictor.load(model))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("17825792 bytes; at most 16777216 are allowed");
    }

    @Test
    void predictionsOfManyThreadsAreThoseOfOne() throws Exception {
        VectorPredictor predictor = VectorPredictor.load(save(new LinearMap(64, 48, true), folder.resolve("model")));
        int vectors = 500;
        float[][] expected = new float[vectors][];
        for (int i = 0; i < vectors; i++) {
            expected[i] = predictor.predict(vector(64, i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[][]>> results = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                results.add(threads.submit(() -> {
                    float[][] found = new float[vectors][];
                    for (int i = 0; i < vectors; i++) {
                        found[i] = predictor.predict(vector(64, i));
                    }
                    return found;
                }));
            }
            for (Future<float[][]> result : results) {
                assertThat(Arrays.deepEquals(result.get(), expected)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void vectorsThatCannotBeMappedAreRefused() throws IOException {
        VectorPredictor predictor = VectorPredictor.load(save(new LinearMap(3, 2, true), folder.resolve("model")));
        assertRefused(predictor, null, "the vector cannot be mapped: x: a vector is null");
        assertRefused(predictor, new float[4], "the vector cannot be mapped: x has 4 elements, expected 3");
        assertRefused(
                predictor,
                new float[] {1, Float.NaN, 1},
                "the vector cannot be mapped: x: a vector has an element that is NaN, infinite or outside the range of float32");
    }

    private static void assertRefused(VectorPredictor predictor, float[] x, String message) {
        assertThatThrownBy(() -> predictor.predict(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aFolderWithoutAModelIsRefused() {
        assertThatThrownBy(() -> VectorPredictor.load(folder.resolve("absent")))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("absent")
                        + " is not a complete model directory: it has no parameters/layout.json");
    }

    @Test
    void theLibrariesOfThePageAreEnough() throws Exception {
        Path model = save(new LinearMap(3, 2, false), folder.resolve("model"));
        float[] expected = VectorPredictor.load(model, BlasChoice.AUTO).predict(new float[] {1, 2, 3});
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.matches(".*/(target/classes|" + LIBRARIES + "-[\\d.]+[^/]*\\.jar)")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("org.apache.spark.sql.SparkSession"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> type = loader.loadClass(VectorPredictor.class.getName());
            Class<?> choice = loader.loadClass(BlasChoice.class.getName());
            Method load = type.getMethod("load", Path.class, choice);
            Object predictor = load.invoke(
                    null, model, choice.getMethod("valueOf", String.class).invoke(null, "AUTO"));
            assertThat((float[]) type.getMethod("predict", float[].class).invoke(predictor, new float[] {1, 2, 3}))
                    .containsExactly(expected);
        }
    }

    private static Path save(VectorMap map, Path model) throws IOException {
        Files.createDirectories(model);
        ParameterFiles.write(map, map.initialParameters(3), ParameterDirectory.of(model));
        return model;
    }

    private static float[] vector(int dim, long seed) {
        float[] vector = new float[dim];
        for (int i = 0; i < dim; i++) {
            vector[i] = (float) HashRandom.gaussian(seed, i);
        }
        return vector;
    }

    private static double[] exact(VectorMap map, float[] x) {
        double[] parameters = map.initialParameters(3);
        double[] input = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            input[i] = x[i];
        }
        Matrix prediction = map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, 1)
                .forward(
                        new DoubleMatrix(parameters, 0, 1, parameters.length),
                        new DoubleMatrix(input, 0, 1, input.length));
        return prediction.toDoubleArray();
    }
}
