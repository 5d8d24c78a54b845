package dev.collimate.storage;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** What Hadoop's file systems are opened with. */
public final class HadoopSettings {
    private HadoopSettings() {}

    /** A copy of the context's settings with the session's own, as Spark's readers and writers see them. */
    public static Configuration of(SparkSession spark) {
        return spark.sessionState().newHadoopConf();
    }
}
