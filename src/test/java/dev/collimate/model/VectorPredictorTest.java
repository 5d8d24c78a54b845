package dev.collimate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorPredictorTest {
    private static final Path ROOT = Path.of(System.getProperty("collimate.root", "."));
    /** The sentence of src/site/export.md that tells the libraries. */
    private static final Pattern NEEDS = Pattern.compile(
            "It needs `collimate\\.jar`, which holds OpenBLAS, and beside it\\s(.*?): neither", Pattern.DOTALL);

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
                "the vector cannot be mapped: x: a vector has an element that is NaN, infinite or outside the range of"
                        + " float32");
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

    static List<MapDescription> mapsWithoutSpark() {
        return List.of(
                MapDescription.of("linear", 3, 2, false),
                MapDescriptions.lowRank(4, 4, 2, true, true),
                MapDescriptions.perceptron("gelu", true, true, 3, 4, 2));
    }

    @ParameterizedTest
    @MethodSource("mapsWithoutSpark")
    void theLibrariesOfThePageAreEnough(MapDescription description) throws Exception {
        Path model = save(Maps.create(description), folder.resolve("model"));
        float[] x = vector(description.inputDim(), 1);
        float[] expected = VectorPredictor.load(model, BlasChoice.AUTO).predict(x);
        try (URLClassLoader loader = new URLClassLoader(jarsOfThePage(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("org.apache.spark.sql.SparkSession"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> type = loader.loadClass(VectorPredictor.class.getName());
            Class<?> choice = loader.loadClass(BlasChoice.class.getName());
            Method load = type.getMethod("load", Path.class, choice);
            Object predictor = load.invoke(
                    null, model, choice.getMethod("valueOf", String.class).invoke(null, "AUTO"));
            // In another loader's JVM the native library is taken, so that products may be others'.
            assertThat((float[]) type.getMethod("predict", float[].class).invoke(predictor, x))
                    .containsExactly(expected, offset(2e-6f));
        }
    }

    /** Those on the class path that the page names, and what the jar of the job holds. */
    private static URL[] jarsOfThePage() throws IOException {
        Matcher sentence = NEEDS.matcher(Files.readString(ROOT.resolve("src/site/export.md")));
        assertThat(sentence.find()).isTrue();
        List<String> names = Pattern.compile("`(?:[\\w.]*:)?([\\w-]+)`")
                .matcher(sentence.group(1))
                .results()
                .map(name -> name.group(1))
                .toList();
        assertThat(names).contains("jackson-core", "blas", "lapack").hasSize(7);
        String own = "javacpp|openblas|" + String.join("|", names);
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.matches(".*/(target/classes|(" + own + ")-[\\d.]+[^/]*\\.jar)")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
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
