package dev.collimate.cli;

import dev.collimate.report.Result;
import java.util.Map;
import java.util.TreeMap;

/** Which versions of tables were read, where their source tells it. */
final class SnapshotReport {
    private SnapshotReport() {}

    /** Adds the versions by the names of the tables, where there are any. */
    static void put(Result result, Map<String, String> snapshots) {
        if (!snapshots.isEmpty()) {
            Result versions = new Result();
            new TreeMap<>(snapshots).forEach(versions::put);
            result.put("snapshots", versions);
        }
    }
}
