package dev.collimate.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Fills a directory that does not exist yet. */
public interface Filling {
    void fill(FileSystem files, Path directory) throws IOException;
}
