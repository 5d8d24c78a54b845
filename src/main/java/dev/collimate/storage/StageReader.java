package dev.collimate.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;

/** Loads stages that are no more than their parameters. */
public final class StageReader<S extends Params> extends MLReader<S> {
    private final Class<S> stage;
    private final Function<String, S> constructor;

    /** @param constructor makes a stage of a uid */
    public StageReader(Class<S> stage, Function<String, S> constructor) {
        this.stage = stage;
        this.constructor = constructor;
    }

    @Override
    public S load(String path) {
        try {
            Path directory = new Path(path);
            FileSystem files = directory.getFileSystem(HadoopSettings.of(sparkSession()));
            StageMetadata metadata = StageMetadata.read(stage, files, directory);
            S loaded = constructor.apply(metadata.uid());
            metadata.applyTo(loaded, Set.of());
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot load the " + stage.getSimpleName() + " " + Redaction.of(path) + ": "
                            + Redaction.of(e.getMessage()),
                    e);
        }
    }
}
