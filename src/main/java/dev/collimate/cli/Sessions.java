package dev.collimate.cli;

import org.apache.spark.sql.SparkSession;

/** Lends a Spark session for the length of a job. */
interface Sessions {
    /** A job; what it throws goes through unchanged. */
    interface Job<T> {
        T run(SparkSession spark) throws Exception;
    }

    <T> T lend(String jobName, Job<T> job) throws Exception;
}
