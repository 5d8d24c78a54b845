package dev.collimate.sql;

import dev.collimate.math.Floats;
import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParameterReader;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.storage.HadoopFolder;
import dev.collimate.storage.Redaction;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The models that queries of this driver named last. Spark analyses a query more than once; its model is read and broadcast
 * for the first time only, as long as the files are the same. Queries that name a model while it is read wait for it; those
 * that name another do not. Models of contexts that were stopped are let go.
 */
final class MappedModels {
    /** Before the name of a model in a session's settings. */
    static final String SETTING = "spark.collimate.model.";

    private static final int MOST = 8;
    private static final SharedReadings<Key, MappedModel> LAST = new SharedReadings<>(MOST);

    /** @param fingerprint of the layout file, which holds the checksums of all parameters */
    private record Key(SparkContext context, String name, String fingerprint) {}

    private MappedModels() {}

    /** @param name one that the session gives to a path, or a path */
    static MappedModel of(SparkSession spark, String name) {
        String path = spark.conf().get(SETTING + name, name);
        String fingerprint;
        try {
            fingerprint =
                    HadoopFolder.read(spark, path, folder -> ParameterReader.fingerprint(folder, Redaction.of(path)));
        } catch (IOException | IllegalArgumentException e) {
            throw failure(name, e);
        }
        SparkContext context = ClassicSpark.context(spark);
        LAST.forget(known -> known.context().isStopped());
        try {
            return LAST.get(
                    new Key(context, name, fingerprint),
                    () -> HadoopFolder.read(spark, path, folder -> read(context, folder, name, path, fingerprint)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw failure(name, cause);
            }
            throw new IllegalStateException(
                    "map_vector: the model '" + Redaction.of(name) + "' was not loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "map_vector: stopped while the model '" + Redaction.of(name) + "' was loaded", e);
        }
    }

    private static MappedModel read(
            SparkContext context, HadoopFolder folder, String name, String path, String fingerprint)
            throws IOException {
        ParameterFiles.Content content = ParameterReader.read(folder, Redaction.of(path));
        if (!ParameterReader.fingerprint(folder, Redaction.of(path)).equals(fingerprint)) {
            throw new IOException(Redaction.of(path) + " was replaced while it was read; run the query again");
        }
        return new MappedModel(
                Redaction.of(name),
                content,
                JavaSparkContext.fromSparkContext(context).broadcast(Floats.of(content.parameters())));
    }

    private static IllegalArgumentException failure(String name, Exception cause) {
        return new IllegalArgumentException(
                "map_vector: cannot load the model '" + Redaction.of(name) + "': " + Redaction.of(cause.getMessage())
                        + "; give the path of a model directory, or a name of registerModel",
                cause);
    }
}
