package dev.collimate.storage;

import dev.collimate.model.ParameterFiles;
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

    /** Of the model directory at a path, as a session sees it. */
    public static HadoopFolder of(SparkSession spark, String modelDirectory) throws IOException {
        Path path = new Path(modelDirectory);
        FileSystem files = path.getFileSystem(HadoopSettings.of(spark));
        return new HadoopFolder(files, path, StageMetadata.parametersFolder(files, path));
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
