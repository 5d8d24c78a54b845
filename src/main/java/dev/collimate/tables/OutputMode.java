package dev.collimate.tables;

import dev.collimate.storage.AppendSave;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
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

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
