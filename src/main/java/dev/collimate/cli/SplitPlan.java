package dev.collimate.cli;

import java.util.Map;

/**
 * Spark's settings for cutting files into partitions. Left alone it aims at one split per core, and as sums are added
 * partition by partition, the last bits of a result would then depend on the machine. With these values splits depend on
 * the files only: about {@code MIN_SPLITS} for small data, at most 64 MiB each for large.
 */
final class SplitPlan {
    private static final int MIN_SPLITS = 32;
    private static final long MAX_SPLIT_BYTES = 64L << 20;
    private static final long FILE_OPEN_COST_BYTES = 4L << 20;

    static final Map<String, String> SETTINGS = Map.of(
            "spark.sql.files.minPartitionNum", Integer.toString(MIN_SPLITS),
            "spark.sql.files.maxPartitionBytes", Long.toString(MAX_SPLIT_BYTES),
            "spark.sql.files.openCostInBytes", Long.toString(FILE_OPEN_COST_BYTES));

    private SplitPlan() {}
}
