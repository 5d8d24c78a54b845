package dev.collimate.rows;

import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;

/** The file that the task of this thread is reading, as Spark knows it from one row to the next. */
final class CurrentFile {
    private CurrentFile() {}

    /** Its path, without the address of its file system, which may hold secrets; empty where rows come from no file. */
    static String path() {
        String file = InputFileBlockHolder.getInputFilePath().toString();
        if (file.isEmpty()) {
            return file;
        }
        try {
            return Optional.ofNullable(URI.create(file).getPath()).orElse(file);
        } catch (IllegalArgumentException e) {
            // A reader that tells paths as they are, not as addresses.
            return new Path(file).toUri().getPath();
        }
    }
}
