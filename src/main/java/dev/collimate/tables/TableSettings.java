package dev.collimate.tables;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of a catalog that rows are written to, and how.
 *
 * @param name as in SQL
 * @param provider of a table that is made, such as delta; empty for that of the catalog
 * @param options of Spark's writer
 * @param partitionBy columns by whose values a table that is made is partitioned; empty for none
 */
public record TableSettings(
        String name,
        Optional<String> provider,
        Map<String, String> options,
        OutputMode mode,
        List<String> partitionBy) {
    public TableSettings {
        options = Map.copyOf(options);
        partitionBy = List.copyOf(partitionBy);
    }
}
