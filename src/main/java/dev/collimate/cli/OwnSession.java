package dev.collimate.cli;

import dev.collimate.distributed.PassSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts a session for each job, with what spark-submit was told, and stops it afterwards. */
final class OwnSession implements Sessions {
    @Override
    public <T> T lend(String jobName, Job<T> job) throws Exception {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.master", "local[*]");
        if (conf.get("spark.app.name", Main.class.getName()).equals(Main.class.getName())) {
            conf.setAppName("collimate " + jobName);
        }
        // Spark's own console bar would write over the live line.
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        PassSettings.SPARK.forEach(conf::setIfMissing);
        SplitPlan.SETTINGS.forEach(conf::setIfMissing);
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        try {
            return job.run(spark);
        } finally {
            spark.stop();
        }
    }
}
