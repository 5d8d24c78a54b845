package dev.collimate.cli;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Spark tells of the paths of a query without asking what to redact.
 *
 * <p>It has a price: where an input has more than 32 folders, Spark lists them by a job, whose description has their
 * paths and cannot be set otherwise; now the driver lists them one after the other. So this is for queries whose paths
 * hold secrets only.
 */
final class HiddenPaths {
    private static final Logger LOG = LoggerFactory.getLogger(HiddenPaths.class);

    private static final Map<String, String> SETTINGS = Map.of(
            // The location of a scan in the event log: at the least length its paths are left out.
            "spark.sql.maxMetadataStringLength",
            "4",
            // Folders that are listed by a job are its description.
            "spark.sql.sources.parallelPartitionDiscovery.threshold",
            Integer.toString(Integer.MAX_VALUE));

    private HiddenPaths() {}

    /** From now on queries of {@code spark} tell no paths there; says so, as it may take time. */
    static void in(SparkSession spark) {
        LOG.info(
                "an address holds what may be a secret: so that Spark's event log does not tell it, the folders of inputs"
                        + " are listed one after the other; a setting of the file system in its place is quicker");
        SETTINGS.forEach(spark.conf()::set);
    }
}
