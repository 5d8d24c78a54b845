package dev.collimate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.Pairs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries of one driver run on several threads, and fold constants with one model. */
class MappedModelIT {
    private static final int THREADS = 4;

    @TempDir
    private Path folder;

    @Test
    void severalThreadsReadAModelOnceAndPredictWithItAsOneDoes() throws Exception {
        SparkSession spark = SparkTests.session();
        String path = folder.resolve("model").toString();
        new AngularRegression()
                .setMaxIter(0)
                .fit(Pairs.generate(200, 0.3))
                .write()
                .save(path);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<MappedModel> models =
                    all(threads.invokeAll(Collections.nCopies(THREADS, () -> MappedModels.of(spark, path))));
            MappedModel model = models.get(0);
            assertThat(models).allMatch(other -> other == model);
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                float[] x = vector(model.map().inputDim(), thread);
                float[] alone = predict(model, x);
                tasks.add(() -> differences(model, x, alone));
            }
            assertThat(all(threads.invokeAll(tasks))).containsOnly(0);
        } finally {
            threads.shutdown();
        }
    }

    private static int differences(MappedModel model, float[] x, float[] expected) {
        int count = 0;
        for (int i = 0; i < 5000; i++) {
            count += Arrays.equals(predict(model, x), expected) ? 0 : 1;
        }
        return count;
    }

    private static float[] predict(MappedModel model, float[] x) {
        return model.predict(UnsafeArrayData.fromPrimitiveArray(x), true).toFloatArray();
    }

    private static float[] vector(int length, int seed) {
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = (float) Math.sin(1 + i + 7.3 * seed);
        }
        return x;
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
