package dev.collimate.storage;

import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Stores in which the rename of a directory may copy its files one by one, while a file that is written is there as a whole,
 * or not at all. HDFS renames a directory in one step; of Azure's only accounts with a hierarchical namespace do.
 */
final class ObjectStores {
    /** Schemes of further ones, with commas between. */
    static final String SETTING = "spark.collimate.objectStores";

    private static final Set<String> KNOWN = Set.of("s3a", "s3", "s3n", "gs", "abfs", "abfss", "wasb", "wasbs");

    private ObjectStores() {}

    static boolean has(FileSystem files, Configuration configuration) {
        return has(files.getUri().getScheme(), configuration);
    }

    static boolean has(String scheme, Configuration configuration) {
        return scheme != null
                && (KNOWN.contains(scheme.toLowerCase(Locale.ROOT))
                        || configuration.getTrimmedStringCollection(SETTING).contains(scheme));
    }
}
