package dev.collimate.sql;

import dev.collimate.math.Floats;
import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParameterReader;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.storage.HadoopFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The models that queries of this driver named last. Spark analyses a query more than once; its model is read and broadcast
 * for the first time only, as long as the files are the same.
 */
final class MappedModels {
    /** Before the name of a model in a session's settings. */
    static final String SETTING = "spark.collimate.model.";

    private static final int MOST = 8;
    private static final Map<Key, MappedModel> LAST = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, MappedModel> eldest) {
            return size() > MOST;
        }
    };

    /** @param fingerprint of the layout file, which holds the checksums of all parameters */
    private record Key(SparkContext context, String name, String fingerprint) {}

    private MappedModels() {}

    /** @param name one that the session gives to a path, or a path */
    static MappedModel of(SparkSession spark, String name) {
        String path = spark.conf().get(SETTING + name, name);
        HadoopFolder folder;
        String fingerprint;
        try {
            folder = HadoopFolder.of(spark, path);
            fingerprint = ParameterReader.fingerprint(folder, path);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(name, e);
        }
        SparkContext context = ClassicSpark.context(spark);
        synchronized (LAST) {
            return LAST.computeIfAbsent(new Key(context, name, fingerprint), key -> read(context, folder, name, path));
        }
    }

    private static MappedModel read(SparkContext context, HadoopFolder folder, String name, String path) {
        try {
            ParameterFiles.Content content = ParameterReader.read(folder, path);
            return new MappedModel(
                    name,
                    content,
                    JavaSparkContext.fromSparkContext(context).broadcast(Floats.of(content.parameters())));
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static UncheckedIOException failure(String name, Exception cause) {
        return new UncheckedIOException(
                "map_vector: cannot load the model '" + name + "': " + cause.getMessage()
                        + "; give the path of a model directory, or a name of registerModel",
                new IOException(cause));
    }
}
