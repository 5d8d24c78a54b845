package dev.collimate.cli;

import dev.collimate.cluster.ExecutorWatch;
import dev.collimate.cluster.Platform;
import dev.collimate.cluster.SparkSettings;
import dev.collimate.cluster.StandaloneMasters;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.storage.Redaction;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a session for each job, with what spark-submit was told, and stops it afterwards. */
final class OwnSession implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);

    /** For a master that is started at the same time. */
    private static final Duration MASTER_PATIENCE = Duration.ofSeconds(10);

    private final String entryPoint;

    /** @param entryPoint the class that spark-submit starts, after which it names the job where nobody else does */
    OwnSession(String entryPoint) {
        this.entryPoint = entryPoint;
    }

    @Override
    public <T> T lend(String jobName, Job<T> job) throws Exception {
        Platform.requireJava();
        Platform.sparkRemark().ifPresent(LOG::warn);
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.master", "local[*]");
        if (conf.get("spark.app.name", entryPoint).equals(entryPoint)) {
            conf.setAppName("collimate " + jobName);
        }
        // Spark's own console bar would write over the live line.
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        hide(conf, "spark.redaction.regex", Redaction.ofSettings());
        hide(conf, "spark.redaction.string.regex", Redaction.ofParts());
        if (conf.contains("spark.sql.redaction.string.regex")) {
            // Counts in place of the other.
            hide(conf, "spark.sql.redaction.string.regex", Redaction.ofParts());
        }
        SparkSettings.PASSES.forEach(conf::setIfMissing);
        SparkSettings.SPLITS.forEach(conf::setIfMissing);
        StandaloneMasters.awaitOne(conf.get("spark.master"), MASTER_PATIENCE);
        SparkSession spark = StandaloneMasters.start(conf);
        try (ExecutorWatch watch = ExecutorWatch.over(ClassicSpark.context(spark))) {
            return run(job, spark, watch);
        } finally {
            spark.stop();
        }
    }

    /** Spark's event log and pages hide what this program's own words hide, beside what the user has named. */
    private static void hide(SparkConf conf, String setting, String expression) {
        conf.set(setting, conf.contains(setting) ? conf.get(setting) + "|" + expression : expression);
    }

    private static <T> T run(Job<T> job, SparkSession spark, ExecutorWatch watch) throws Exception {
        try {
            return job.run(spark);
        } catch (Exception e) {
            throw watch.explain(e);
        }
    }
}
