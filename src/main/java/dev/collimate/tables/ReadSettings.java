package dev.collimate.tables;

import java.util.HashMap;
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

    /** These settings and one option more. */
    ReadSettings with(String option, String value) {
        Map<String, String> all = new HashMap<>(options);
        all.put(option, value);
        return new ReadSettings(format, all, allowIncompleteInput);
    }
}
