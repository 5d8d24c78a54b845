package dev.collimate.tables;

import dev.collimate.rows.ReadFiles;
import dev.collimate.storage.AppendSave;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What happens where the output already exists. */
public enum OutputMode {
    ERRORIFEXISTS,
    OVERWRITE,
    APPEND;

    /**
     * Checks, before any work is done, whether the path may be written, and can be now and by this user.
     *
     * @throws IOException naming the path and what to do
     */
    public void requireWritable(SparkSession spark, String path, SavedKind kind) throws IOException {
        Configuration configuration = HadoopSettings.of(spark);
        if (this == APPEND) {
            AppendSave.require(path, configuration);
        } else {
            AtomicSave.require(path, configuration, new SaveSettings(kind, this == OVERWRITE, 0));
        }
    }

    /**
     * Refuses to write into a folder that {@code input} is read of.
     *
     * @throws BadTableException naming the folder and what to do
     */
    void requireNotRead(SparkSession spark, String path, Dataset<Row> input) throws IOException {
        if (this == ERRORIFEXISTS) {
            return;
        }
        Path folder = new Path(path);
        if (ReadFiles.anyIn(
                folder.getFileSystem(HadoopSettings.of(spark))
                        .makeQualified(folder)
                        .toString(),
                input)) {
            throw new BadTableException("the folder " + path + " is read and cannot be written in place: old and new"
                    + " vectors would be mixed, or a second run would map what the first one mapped; write to another folder,"
                    + " look at it, then give it the name of the old one");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
