package dev.collimate.tables;

import dev.collimate.storage.AtomicSave;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What happens where the output already exists. */
public enum OutputMode {
    ERRORIFEXISTS,
    OVERWRITE,
    APPEND;

    /**
     * Checks, before any work is done, whether the path may be written.
     *
     * @throws org.apache.hadoop.fs.FileAlreadyExistsException naming the path and what to do
     */
    public void requireWritable(SparkSession spark, String path) throws IOException {
        Path target = new Path(path);
        FileSystem files = target.getFileSystem(spark.sparkContext().hadoopConfiguration());
        AtomicSave.requireFree(files, target, this != ERRORIFEXISTS);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
