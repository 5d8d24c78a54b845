package dev.collimate.ml;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The {@code parameters} folder of a model directory on any file system that Hadoop knows. */
final class HadoopFolder implements ParameterFiles.Source, ParameterFiles.Target {
    private final FileSystem files;
    private final Path folder;

    HadoopFolder(FileSystem files, Path modelDirectory) {
        this.files = files;
        this.folder = new Path(modelDirectory, "parameters");
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
        Path path = new Path(folder, name);
        if (!files.exists(path)) {
            throw new IOException(
                    "the model is incomplete: parameters/" + name + " is missing; restore it from a copy");
        }
        return files.getFileStatus(path).getLen();
    }
}
