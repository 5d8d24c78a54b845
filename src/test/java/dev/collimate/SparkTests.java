package dev.collimate;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one Spark session that all integration tests of a JVM share; Spark's own hook stops it at exit. */
public final class SparkTests {
    private SparkTests() {}

    public static SparkSession session() {
        return Holder.SESSION;
    }

    /** A half, "train" or "test", of the sample that the project ships. */
    public static Dataset<Row> sample(String half) {
        return session().read().parquet(System.getProperty("collimate.root", ".") + "/src/sample/" + half);
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
