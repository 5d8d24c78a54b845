package dev.collimate.tables;

import java.util.List;
import java.util.Map;

/**
 * Where and how a data set is written.
 *
 * @param path of a folder
 * @param format that Spark writes
 * @param options of Spark's writer
 * @param partitionBy columns whose values become folders; empty for none
 */
public record WriteSettings(
        String path, String format, Map<String, String> options, OutputMode mode, List<String> partitionBy) {
    public WriteSettings {
        options = Map.copyOf(options);
        partitionBy = List.copyOf(partitionBy);
    }
}
