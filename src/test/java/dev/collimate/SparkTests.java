package dev.collimate;

import org.apache.spark.sql.SparkSession;

/** The one Spark session that all integration tests of a JVM share; Spark's own hook stops it at exit. */
public final class SparkTests {
    private SparkTests() {}

    public static SparkSession session() {
        return Holder.SESSION;
    }

    private static final class Holder {
        static final SparkSession SESSION = SparkSession.builder()
                .master("local[2]")
                .appName("collimate tests")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }
}
