package dev.collimate;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that the integration tests of a JVM share; Spark's own hook stops it at exit. Since a JVM has one
 * session at a time, a test that needs one of another kind starts it here.
 */
public final class SparkTests {
    private static SparkSession current;
    private static boolean shared;

    private SparkTests() {}

    /** What a test does with a session of its own. */
    public interface Use<T> {
        T with(SparkSession session) throws Exception;
    }

    /** The shared session, which the thread works on from now on; started where there is none. */
    public static synchronized SparkSession session() {
        if (!shared) {
            start("local[2]", Map.of("spark.sql.shuffle.partitions", "2"));
            shared = true;
        }
        // A test before this one may have left another.
        SparkSession.setActiveSession(current);
        return current;
    }

    /** Lends a session of its own for the length of {@code use}; the shared one ends, and is started when next asked for. */
    public static synchronized <T> T withOwn(String master, Map<String, String> settings, Use<T> use) throws Exception {
        if (current != null) {
            current.stop();
        }
        shared = false;
        start(master, settings);
        try {
            return use.with(current);
        } finally {
            current.stop();
        }
    }

    /** A half, "train" or "test", of the sample that the project ships. */
    public static Dataset<Row> sample(String half) {
        return session().read().parquet(System.getProperty("collimate.root", ".") + "/src/sample/" + half);
    }

    private static void start(String master, Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .master(master)
                .appName("collimate tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1");
        settings.forEach(builder::config);
        current = builder.getOrCreate();
    }
}
