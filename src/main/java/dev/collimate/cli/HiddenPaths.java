package dev.collimate.cli;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** What Spark tells of the paths of a query without asking what to redact. */
final class HiddenPaths {
    private static final Map<String, String> SETTINGS = Map.of(
            // The location of a scan in the event log: at the least length its paths are left out.
            "spark.sql.maxMetadataStringLength",
            "4",
            // Folders that are listed by a job are its description.
            "spark.sql.sources.parallelPartitionDiscovery.threshold",
            Integer.toString(Integer.MAX_VALUE));

    private HiddenPaths() {}

    /** From now on queries of {@code spark} tell no paths there. */
    static void in(SparkSession spark) {
        SETTINGS.forEach(spark.conf()::set);
    }
}
