package dev.collimate.tables;

import java.util.List;
import java.util.Map;

/**
 * How a data set is read.
 *
 * @param format that Spark reads
 * @param options of Spark's reader
 * @param allowIncompleteInput whether Spark may be set to leave out corrupt or missing files
 */
public record ReadSettings(String format, Map<String, String> options, boolean allowIncompleteInput) {
    /** Where neither a user nor a file's name tells the format. */
    public static final String DEFAULT_FORMAT = "parquet";

    public ReadSettings {
        options = Map.copyOf(options);
    }

    /**
     * The format of files that are named without one: that of {@link VectorFiles} that the first path ends in.
     *
     * @param format that was named; null for none
     * @param otherwise where the name tells none
     */
    public static String formatOf(String format, List<String> paths, String otherwise) {
        if (format != null || paths.isEmpty()) {
            return format == null ? otherwise : format;
        }
        return VectorFiles.formatOf(paths.get(0)).orElse(otherwise);
    }
}
