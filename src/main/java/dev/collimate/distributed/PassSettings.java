package dev.collimate.distributed;

import java.util.Map;

/** Spark's settings under which a pass costs least, for whoever starts a Spark of their own. None of them changes a bit. */
public final class PassSettings {
    /**
     * Sums of a few MB come with the message that a task is done, not from its executor's storage afterwards. Parameters and
     * slices of gradients, which are noise to a compressor, are sent as they are. Slices are written once, from the sums into
     * the one file of their task, not into a file each that is copied afterwards.
     */
    public static final Map<String, String> SPARK = Map.of(
            "spark.task.maxDirectResultSize", "16m",
            "spark.broadcast.compress", "false",
            "spark.shuffle.compress", "false",
            "spark.shuffle.spill.compress", "false",
            "spark.shuffle.sort.bypassMergeThreshold", "0");

    private PassSettings() {}
}
