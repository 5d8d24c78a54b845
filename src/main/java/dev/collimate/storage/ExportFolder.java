package dev.collimate.storage;

import dev.collimate.model.ParameterFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of files for other programs, on any file system that Hadoop knows. On local disks Hadoop would put a hidden
 * file with checksums beside each; these are left out.
 */
public final class ExportFolder implements ParameterFiles.Source, ParameterFiles.Sink {
    private final FileSystem files;
    private final Path folder;

    public ExportFolder(FileSystem files, Path folder) {
        this.files = files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
        this.folder = folder;
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
