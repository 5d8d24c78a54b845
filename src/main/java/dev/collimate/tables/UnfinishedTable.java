package dev.collimate.tables;

import dev.collimate.rows.TableName;
import dev.collimate.storage.HadoopSettings;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.spark.sql.SparkSession;

/**
 * What tasks leave of a table that was not made. Spark makes no table in a folder with files, such as those of a task that
 * ended after Spark had cleared all.
 *
 * @param folder in which they write; empty where that is not known, or is somebody else's
 */
record UnfinishedTable(SparkSession spark, TableName name, Optional<Path> folder) {
    /**
     * Before anything is written: a folder that stands there now is that of another command.
     *
     * @param made whether the table is there
     */
    static UnfinishedTable of(SparkSession spark, TableName name, boolean made) throws IOException {
        Optional<Path> folder = made
                ? Optional.empty()
                : name.folderOfNew(spark).map(path -> new Path(path, FileOutputCommitter.PENDING_DIR_NAME));
        if (folder.isPresent() && exists(spark, folder.get())) {
            return new UnfinishedTable(spark, name, Optional.empty());
        }
        return new UnfinishedTable(spark, name, folder);
    }

    private static boolean exists(SparkSession spark, Path path) throws IOException {
        return path.getFileSystem(HadoopSettings.of(spark)).exists(path);
    }

    /** Takes the folder away, unless the table is there now. */
    void clear() throws IOException {
        if (folder.isPresent() && name.load(spark).isEmpty()) {
            folder.get().getFileSystem(HadoopSettings.of(spark)).delete(folder.get(), true);
        }
    }
}
