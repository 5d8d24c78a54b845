package dev.collimate.tables;

import java.util.Map;

/**
 * How a data set is read.
 *
 * @param format that Spark reads
 * @param options of Spark's reader
 * @param allowIncompleteInput whether Spark may be set to leave out corrupt or missing files
 */
public record ReadSettings(String format, Map<String, String> options, boolean allowIncompleteInput) {
    public ReadSettings {
        options = Map.copyOf(options);
    }
}
