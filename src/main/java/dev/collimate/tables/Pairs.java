package dev.collimate.tables;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Pairs as they were read.
 *
 * @param rows with one column a vector, called as it was selected
 * @param label the column of actual vectors, which has another name where both vectors were selected by the same
 * @param keys how the keys of two tables met; empty for pairs of one table
 */
public record Pairs(Dataset<Row> rows, String label, Optional<KeyCounts> keys) {}
