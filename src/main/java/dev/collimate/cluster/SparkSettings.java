package dev.collimate.cluster;

import java.util.Map;

/** Spark's settings for whoever starts a Spark of their own. */
public final class SparkSettings {
    /** Small data are cut into about this many splits. */
    private static final int MIN_SPLITS = 32;

    private static final long MAX_SPLIT_BYTES = 64L << 20;
    private static final long FILE_OPEN_COST_BYTES = 4L << 20;

    /**
     * Under these a pass costs least; none of them changes a bit. Sums of a few MB come with the message that a task is
     * done, not from its executor's storage afterwards. Parameters and slices of gradients, which are noise to a
     * compressor, are sent as they are. Slices are written once, from the sums into the one file of their task, not into a
     * file each that is copied afterwards.
     */
    public static final Map<String, String> PASSES = Map.of(
            "spark.task.maxDirectResultSize", "16m",
            "spark.broadcast.compress", "false",
            "spark.shuffle.compress", "false",
            "spark.shuffle.spill.compress", "false",
            "spark.shuffle.sort.bypassMergeThreshold", "0");

    /**
     * How files are cut into partitions. Left alone Spark aims at one split per core, and as sums are added partition by
     * partition, the last bits of a result would then depend on the machine. With these values splits depend on the files
     * only.
     */
    public static final Map<String, String> SPLITS = Map.of(
            "spark.sql.files.minPartitionNum", Integer.toString(MIN_SPLITS),
            "spark.sql.files.maxPartitionBytes", Long.toString(MAX_SPLIT_BYTES),
            "spark.sql.files.openCostInBytes", Long.toString(FILE_OPEN_COST_BYTES));

    private SparkSettings() {}
}
