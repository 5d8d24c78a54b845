package dev.collimate.tables;

import java.util.Map;

/**
 * Where and how a data set is written.
 *
 * @param path of a folder
 * @param format that Spark writes
 * @param options of Spark's writer
 */
public record WriteSettings(String path, String format, Map<String, String> options, OutputMode mode) {
    public WriteSettings {
        options = Map.copyOf(options);
    }
}
