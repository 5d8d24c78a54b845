package dev.collimate.storage;

import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParametersFolder;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;

/** Saves a stage: Spark ML's metadata, and beside it whatever else the stage has; all of it or nothing. */
public final class StageWriter extends MLWriter {
    private final Params stage;
    private final Map<String, List<String>> facts;
    private final Content content;
    private final long bytes;

    /** Writes what a stage has beyond its parameters into its directory. */
    public interface Content {
        /** @param folder of the directory that parameters go to */
        void write(FileSystem files, Path directory, String folder) throws IOException;
    }

    private static final Content NONE = (files, directory, folder) -> {};

    /** A stage that is its parameters alone. */
    public StageWriter(Params stage) {
        this(stage, Map.of(), 0, NONE);
    }

    /**
     * A stage with content.
     *
     * @param facts what the metadata tell beyond the parameters, by key
     * @param bytes that the content takes, about
     */
    public StageWriter(Params stage, Map<String, List<String>> facts, long bytes, Content content) {
        this.stage = stage;
        this.facts = facts;
        this.bytes = bytes;
        this.content = content;
    }

    @Override
    public void save(String path) throws IOException {
        SaveSettings settings = new SaveSettings(SavedKind.STAGE, shouldOverwrite(), bytes);
        Destination destination = Destination.of(path, configuration());
        if (ObjectStores.has(destination.files(), configuration())) {
            PointerSave.save(destination, settings, this::fill);
        } else {
            AtomicSave.save(destination, settings, (files, directory) -> fill(files, directory, ParameterFiles.FOLDER));
        }
    }

    /**
     * Saves to a local path without a scheme. Spark Connect of 4.1 and later keeps fitted models so; Spark 4.0, for
     * which this is compiled too, has no such method to override.
     */
    public void saveToLocal(String path) throws IOException {
        save(new File(path).toURI().toString());
    }

    /** Called by Spark's own {@code save} alone, which {@link #save} replaces. */
    @Override
    public void saveImpl(String path) {
        throw new IllegalStateException("a stage is saved by save, which keeps the old one until the new is whole");
    }

    /** The metadata last: with them the model is there. */
    private void fill(FileSystem files, Path directory, String folder) throws IOException {
        content.write(files, directory, folder);
        Map<String, List<String>> told = new TreeMap<>(facts);
        if (content != NONE && ParametersFolder.isUnique(folder)) {
            told.put(ParametersFolder.KEY, List.of(folder));
        }
        StageMetadata.write(stage, told, sparkSession().version(), files, directory);
    }

    private Configuration configuration() {
        return HadoopSettings.of(sparkSession());
    }
}
