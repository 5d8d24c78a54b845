package dev.collimate.cli;

import dev.collimate.cluster.Platform;
import dev.collimate.cluster.SparkSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a session for each job, with what spark-submit was told, and stops it afterwards. */
final class OwnSession implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);

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
        SparkSettings.PASSES.forEach(conf::setIfMissing);
        SparkSettings.SPLITS.forEach(conf::setIfMissing);
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        try {
            return job.run(spark);
        } finally {
            spark.stop();
        }
    }
}
