package dev.collimate;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;

/** Hears what jobs a session runs, by their descriptions, from when this is made until it is closed. */
public final class SparkJobs extends SparkListener implements AutoCloseable {
    private final SparkContext context;
    private final List<String> descriptions = new ArrayList<>();

    /** Those of the session that tests share. */
    public SparkJobs() throws Exception {
        this(SparkTests.session());
    }

    public SparkJobs(SparkSession spark) throws Exception {
        context = spark.sparkContext();
        context.listenerBus().waitUntilEmpty();
        context.addSparkListener(this);
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        descriptions.add(String.valueOf(start.properties().getProperty("spark.job.description")));
    }

    /** All so far. */
    public List<String> all() throws Exception {
        context.listenerBus().waitUntilEmpty();
        synchronized (this) {
            return List.copyOf(descriptions);
        }
    }

    /** Those of fits that are more than to look at a row and to read all. */
    public List<String> passes() throws Exception {
        return all().stream()
                .filter(job -> job.startsWith("angular fit · "))
                .filter(job -> !job.endsWith(" · looking at a row") && !job.endsWith(" · reading rows"))
                .toList();
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
    }
}
