package dev.collimate.tables;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where rows are written to: a folder of files, or a table of a catalog. */
public interface RowsOutput {
    /** Checks, before any work is done, whether the output may be written. */
    void requireWritable() throws IOException;

    /** Refuses to replace what {@code input} is read of, where that is not safe. */
    void requireNotRead(Dataset<Row> input) throws IOException;

    /**
     * Writes all rows or, if it fails, none.
     *
     * @param rows in the order in which they are written
     * @param counted as many rows, which may be quicker to count: where what was written cannot be counted, these are
     * @param nullable the column of {@code rows} whose nulls are counted
     */
    Written write(Dataset<Row> rows, Dataset<Row> counted, Optional<String> nullable) throws IOException;

    /**
     * What was written. Never counted by what tasks tell on the way, as they may run twice.
     *
     * @param nulls rows in which the column that was named is null; 0 where none was
     */
    record Written(long rows, long nulls) {}
}
