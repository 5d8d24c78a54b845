package dev.collimate.benchmark;

import dev.collimate.cluster.SparkSettings;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** A local Spark with the settings that the program itself starts one with. */
public final class LocalSpark {
    private LocalSpark() {}

    public static SparkSession start(int cores) {
        return SparkSession.builder().config(conf(cores)).getOrCreate();
    }

    public static SparkConf conf(int cores) {
        SparkConf conf = new SparkConf()
                .setMaster("local[" + cores + "]")
                .setAppName("collimate benchmarks")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        SparkSettings.PASSES.forEach(conf::set);
        return conf;
    }
}
