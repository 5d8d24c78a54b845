package dev.collimate.tables;

import java.util.Map;

/**
 * How a data set is read.
 *
 * @param format that Spark reads
 * @param options of Spark's reader
 * @param vectorDelimiter between the numbers of a vector that is text
 * @param allowIncompleteInput whether Spark may be set to leave out corrupt or missing files
 */
public record ReadSettings(
        String format, Map<String, String> options, String vectorDelimiter, boolean allowIncompleteInput) {
    public static final String DEFAULT_DELIMITER = " ";

    public ReadSettings {
        options = Map.copyOf(options);
    }
}
