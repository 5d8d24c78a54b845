package dev.collimate.storage;

import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParametersFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The folder of parameters of a model directory on any file system that Hadoop knows. */
public final class HadoopFolder implements ParameterFiles.Source, ParameterFiles.Sink {
    private final FileSystem files;
    private final Path folder;

    /** @param name of the folder, see {@link dev.collimate.model.ParametersFolder} */
    public HadoopFolder(FileSystem files, Path modelDirectory, String name) {
        this.files = files;
        this.folder = new Path(modelDirectory, name);
    }

    /** Of the model in a directory, as its metadata have it. */
    private static HadoopFolder of(FileSystem files, Path modelDirectory) throws IOException {
        InterruptedSave.restore(files, modelDirectory);
        return new HadoopFolder(files, modelDirectory, StageMetadata.parametersFolder(files, modelDirectory));
    }

    /** The reading of a model. */
    public interface Reading<T> {
        T read() throws IOException;
    }

    /** The reading of its parameters alone. */
    public interface ParametersReading<T> {
        T read(HadoopFolder folder) throws IOException;
    }

    /** {@link #read(FileSystem, Path, Reading)} of the parameters at a path, as a session sees it. */
    public static <T> T read(SparkSession spark, String modelDirectory, ParametersReading<T> reading)
            throws IOException {
        Path path = new Path(modelDirectory);
        FileSystem files = path.getFileSystem(HadoopSettings.of(spark));
        return read(files, path, () -> reading.read(of(files, path)));
    }

    /**
     * Reads a model that another run may replace meanwhile. Where models are replaced without a rename, its parameters may go
     * between the reading of the metadata and theirs: if it fails there, it is read once more.
     */
    public static <T> T read(FileSystem files, Path modelDirectory, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException e) {
            if (!isReplacedInPlace(files, modelDirectory, e)) {
                throw e;
            }
            try {
                return reading.read();
            } catch (IOException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    private static boolean isReplacedInPlace(FileSystem files, Path modelDirectory, IOException failure) {
        try {
            return ParametersFolder.isUnique(StageMetadata.parametersFolder(files, modelDirectory));
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    @Override
    public String folder() {
        return folder.getName();
    }

    @Override
    public OutputStream create(String name) throws IOException {
        return files.create(new Path(folder, name), false);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return files.open(new Path(folder, name));
    }

    @Override
    public long length(String name) throws IOException {
        return files.getFileStatus(new Path(folder, name)).getLen();
    }
}
