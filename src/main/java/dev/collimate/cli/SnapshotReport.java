package dev.collimate.cli;

import dev.collimate.report.Result;
import dev.collimate.rows.ReadSources;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which versions of tables were read, where their source tells it. */
final class SnapshotReport {
    private SnapshotReport() {}

    /** Adds the versions by the names of the tables, where there are any. */
    static void put(Result result, Dataset<Row> read) {
        Map<String, String> snapshots = new TreeMap<>(ReadSources.of(read).snapshots());
        if (!snapshots.isEmpty()) {
            Result versions = new Result();
            snapshots.forEach(versions::put);
            result.put("snapshots", versions);
        }
    }
}
